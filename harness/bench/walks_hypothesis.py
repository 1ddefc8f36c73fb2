"""The same walks by Hypothesis: cases of 100 actions of the common benchmark model (K = 4), judged step by step."""
import time

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

CONTACTS, REFERENCES, LENGTH, CASES = 4, 3, 100, 200
STEPS = [0]


class Machine:
    """The model, or an implementation of it: each has a state of its own."""

    def __init__(self):
        self.client, self.open, self.refs, self.window, self.next = "out", [False] * 4, [0] * 4, [0] * 4, 1

    def leave(self, client):
        """Another state of the client: the windows end."""
        self.client, self.open = client, [False] * CONTACTS
        return "S_OK", 0

    def do(self, action):
        """(result, window) of an action."""
        if action == 0:
            return ("S_FALSE", 0) if self.client == "in" else self.leave("in")
        if action == 1:
            return ("S_FALSE", 0) if self.client == "out" else self.leave("out")
        if action == 2:
            return ("S_FALSE", 0) if self.client != "in" else self.leave("off")
        if action == 3:
            return ("E_FAIL" if self.client == "in" else "NOT_LOGGED_ON"), 0
        contact, kind = divmod(action - 4, 3)
        if kind == 0:
            return self.message(contact)
        if kind == 1:
            held = self.refs[contact] > 0
            self.refs[contact] -= held
            return ("S_OK" if held else "NOTHING"), 0
        was, self.open[contact] = self.open[contact], False
        return ("S_OK" if was else "S_FALSE"), 0

    def message(self, contact):
        """A window for a contact."""
        if self.client != "in":
            return "NOT_LOGGED_ON", 0
        if self.open[contact] and self.refs[contact]:
            self.refs[contact] = min(REFERENCES, self.refs[contact] + 1)
        else:
            self.open[contact], self.refs[contact], self.window[contact] = True, 1, self.next
            self.next += 1
        return "S_OK", self.window[contact]


class Walk(RuleBasedStateMachine):
    """One case."""

    def __init__(self):
        super().__init__()
        self.model, self.tried = Machine(), Machine()

    @rule(action=st.integers(0, 15))
    def do(self, action):
        """Every answer is what the model demands."""
        assert self.model.do(action) == self.tried.do(action)
        STEPS[0] += 1


START = time.process_time()
run_state_machine_as_test(Walk, settings=settings(
    max_examples=CASES, stateful_step_count=LENGTH, deadline=None, database=None, derandomize=True,
    suppress_health_check=list(HealthCheck)))
print(f"bench: rate {STEPS[0] / (time.process_time() - START):.0f}")
