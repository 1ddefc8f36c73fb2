"""The faults that can be asked for, each breaking one documented thing."""
FAULTS = []
