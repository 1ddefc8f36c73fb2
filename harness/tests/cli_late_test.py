"""What a case watches with `stays`: an answer that is right at first and wrong a little later."""
from cli_support import cases, changed_example, run

FADES = ('            return {"hresult": E_GONE}\n',
         '            return {"hresult": E_GONE}\n'
         '        self.asked = getattr(self, "asked", 0) + 1\n'
         '        if self.asked > 3:\n            return {"hresult": E_GONE}\n')


def test_what_fades_is_noticed(tmp_path):
    """The handle is right three times: once is enough for a case that looks once, and not for one that looks on."""
    locator = changed_example(tmp_path, FADES)
    done = run(locator, tmp_path / "late", "--filter", "LATE-HANDLE-STAYS")
    assert done.returncode == 1 and cases(tmp_path / "late")[0]["blame"][0] == "HWND", done.stdout
    done = run(locator, tmp_path / "once", "--filter", "LIVE-HWND")
    assert done.returncode == 0, done.stdout


def test_what_stays_passes_and_takes_its_time(tmp_path):
    """It is watched as long as the case says."""
    done = run(changed_example(tmp_path), tmp_path, "--filter", "LATE-HANDLE-STAYS", "--grace", "1000")
    assert done.returncode == 0, done.stdout
    assert cases(tmp_path)[0]["duration_us"] >= 250_000
