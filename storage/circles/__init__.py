"""A circle as a handler has it: who takes part, what they add, its rounds and its alarms."""
