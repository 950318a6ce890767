"""What it costs to seat two people together: whole numbers on levels far apart, so that no sum of a lower level
outweighs one of a higher."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rituals.coffee.matching.input.arrays import AGES, DAY, NEVER, UNKNOWN, Bools, Ints, Staff
from rituals.coffee.matching.input.records import Options

DENSE = 2048
"""Up to so many people, who met whom is a table; above, sorted keys."""
_FEW = 400
_LOCAL = 512
_MOST = 1 << 61
_SHIFTS = 1024
_HASH = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Levels:
    """Units: an age is 1; `soft` is one step of the soft cost, of which `steps` are a cost of 1.0; then one repeat,
    and one person in no group (`favoured` more for one who was left over last time)."""

    soft: int
    steps: float
    repeat: int
    favoured: int
    alone: int


def levels(people: int, ages: int, options: Options) -> Levels:
    """Up to 400 people, a level outweighs every possible sum below it; among more, every sum of 512 pairs, for no
    decision there compares more. The soft cost is kept to the finest step for which all of it fits 63 bits."""
    pairs = min(people * options.group_size // 2 + 3, _LOCAL if options.group_size == 2 else _LOCAL // 4)
    above = (pairs + 1) ** 2 if people <= _FEW else 1 << 6
    soft = pairs * ages + 1
    room = _MOST // (soft * above * 2 * pairs * pairs)
    steps = _steps(options, room)
    most = max(1, round(_heaviest(options) * steps))
    repeat = soft * (pairs * most + 1)
    favoured = repeat * (pairs + 1 if people <= _FEW else 8)
    return Levels(soft, steps, repeat, favoured, favoured * (pairs + 1 if people <= _FEW else 8))


def _heaviest(options: Options) -> float:
    weights = options.weights
    return weights.cross_department + weights.hours_overlap + weights.newcomer_old_hand


def _steps(options: Options, room: int) -> float:
    """As many to 1.0 as fit; if any can, a number for which minutes and decimals are whole."""
    heaviest = _heaviest(options)
    if not heaviest:
        return 1.0
    whole = [options.overlap_target * 10**power for power in range(7)]
    fit = [steps for steps in whole if steps * heaviest <= room]
    return float(fit[-1]) if fit else max(1.0, room) / heaviest


class Costs:
    """The cost of any two people, by their places; NEVER pairs and broken wishes cost as two people alone."""

    def __init__(self, staff: Staff, keys: Ints, ages: npt.NDArray[np.uint8], options: Options) -> None:
        self.staff, self.options = staff, options
        self.levels = levels(len(staff), _newest(ages), options)
        self.alone = self.levels.alone + staff.favoured * self.levels.favoured
        self.has_wishes = bool(staff.wishes.any())
        self._met = _Table(len(staff), keys, ages) if len(staff) <= DENSE else _Keys(len(staff), keys, ages)
        self._again = np.arange(NEVER + 1, dtype=np.int64) + self.levels.repeat
        self._again[0] = 0
        weights, steps, soft = options.weights, self.levels.steps, self.levels.soft
        self.same, self._newcomers = (
            round(weight * steps) * soft for weight in (weights.cross_department, weights.newcomer_old_hand)
        )
        self._shifts = self._shift_table() if weights.hours_overlap else None
        self._hours = bool(weights.hours_overlap)

    def of(self, a: Ints, b: Ints) -> Ints:
        """The cost of seating each of `a` with each of `b`; the arrays are broadcast."""
        met = self._met.of(a, b)
        cost: Ints = self._again[met] + self.soft(a, b)
        never = self._never(met, a, b)
        return np.where(never, self.alone[a] + self.alone[b], cost)

    def allowed(self, a: Ints, b: Ints) -> Bools:
        allowed: Bools = ~self._never(self._met.of(a, b), a, b)
        return allowed

    def soft(self, a: Ints, b: Ints) -> Ints:
        """The soft cost alone, in its place among the levels."""
        staff = self.staff
        department = staff.department[a]
        cost: Ints = ((department == staff.department[b]) & (department != UNKNOWN)) * self.same
        if self._newcomers:
            cost = cost + (staff.newcomer[a] & staff.newcomer[b]) * self._newcomers
        return cost + self._short(a, b) if self._hours else cost

    def _never(self, met: npt.NDArray[np.uint8], a: Ints, b: Ints) -> Bools:
        never: Bools = met == NEVER
        if not self.has_wishes:
            return never
        staff = self.staff
        location = staff.location[a]
        apart = (location != staff.location[b]) | (location == UNKNOWN)
        never |= apart & (staff.wishes[a] | staff.wishes[b])
        return never

    def _short(self, a: Ints, b: Ints) -> Ints:
        """The cost of the minutes that their working days lack in common."""
        first, second = self.staff.shift[a], self.staff.shift[b]
        if self._shifts is not None:
            return self._shifts[first, second]
        known = (first != UNKNOWN) & (second != UNKNOWN)
        hours = self.staff.hours if len(self.staff.hours) else np.zeros((1, 2), dtype=np.int64)
        return np.where(known, self._lack(hours[first], hours[second]), 0)

    def _shift_table(self) -> Ints | None:
        """The cost for every two shifts, if there are not too many; the last row and column are for the unknown."""
        hours = self.staff.hours
        if len(hours) > _SHIFTS:
            return None
        table = np.zeros((len(hours) + 1,) * 2, dtype=np.int64)
        table[:-1, :-1] = self._lack(hours[:, None], hours[None, :])
        return table

    def _lack(self, one: Ints, other: Ints) -> Ints:
        target = self.options.overlap_target
        lack = np.maximum(target - overlap(one, other), 0) / target
        step = self.options.weights.hours_overlap * self.levels.steps
        return np.rint(lack * step).astype(np.int64) * self.levels.soft


def overlap(one: Ints, other: Ints) -> Ints:
    """Minutes of a day that two shifts (begin, length) have in common, midnight passed or not."""
    later = (other[..., 0] - one[..., 0]) % DAY
    tomorrow = DAY - later
    first = np.minimum(one[..., 1] - later, other[..., 1])
    second = np.minimum(other[..., 1] - tomorrow, one[..., 1])
    minutes: Ints = np.maximum(first, 0) + np.maximum(second, 0)
    return minutes


def _newest(ages: npt.NDArray[np.uint8]) -> int:
    met = ages[ages <= AGES]
    return int(met.max()) if len(met) else 0


class _Table:
    """Ages in a square table."""

    def __init__(self, people: int, keys: Ints, ages: npt.NDArray[np.uint8]) -> None:
        self._ages = np.zeros((people, people), dtype=np.uint8)
        low, high = keys // people, keys % people
        self._ages[low, high] = ages
        self._ages[high, low] = ages

    def of(self, a: Ints, b: Ints) -> npt.NDArray[np.uint8]:
        return self._ages[a, b]


class _Keys:
    """Ages by sorted keys, behind a small table that tells most of those who never met at once."""

    def __init__(self, people: int, keys: Ints, ages: npt.NDArray[np.uint8]) -> None:
        self._people, self._keys, self._ages = people, keys, ages
        bits = min(24, max(10, int(8 * len(keys)).bit_length()))
        self._shift = np.uint64(64 - bits)
        self._seen = np.zeros(1 << bits, dtype=np.bool_)
        self._seen[self._slots(keys)] = True

    def of(self, a: Ints, b: Ints) -> npt.NDArray[np.uint8]:
        keys = np.minimum(a, b) * self._people + np.maximum(a, b)
        found = np.zeros(keys.shape, dtype=np.uint8)
        maybe = np.nonzero(self._seen[self._slots(keys)])
        if len(maybe[0]):
            wanted = keys[maybe]
            at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            found[maybe] = np.where(self._keys[at] == wanted, self._ages[at], 0)
        return found

    def _slots(self, keys: Ints) -> Ints:
        return ((keys.astype(np.uint64) * _HASH) >> self._shift).astype(np.int64)
