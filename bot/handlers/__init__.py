"""Running a ritual's code: apart, for a limited time, and only where its ritual is on."""
