"""The words for what is not there just now."""


def ritual_is_off(ritual: str) -> str:
    return f"{ritual.capitalize()} is switched off in this workspace just now. An admin can switch it on again."
