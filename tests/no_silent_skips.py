"""Fails a run in which a test was skipped for want of a tool: pytest -p tests.no_silent_skips

CI must not pass because something is not installed there. A corpus may be absent, nothing else.
In a parallel run the workers send their reports to the controlling process, which judges them.
"""

from __future__ import annotations

import pytest

ALLOWED = ("corpus absent: ",)


class Skips:
    """Collects the skips of a run and judges them at its end."""

    def __init__(self) -> None:
        self._unexpected: dict[str, None] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not hasattr(report, "wasxfail"):
            self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._unexpected and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if not self._unexpected:
            return
        terminalreporter.section("skips that are not allowed here", red=True)
        for line in self._unexpected:
            terminalreporter.line(line)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if not report.skipped:
            return
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        if not reason.startswith(ALLOWED):
            self._unexpected[f"{report.nodeid}: {reason}"] = None  # workers report a module each


def pytest_configure(config: pytest.Config) -> None:
    """Called by pytest when the plugin is enabled."""
    config.pluginmanager.register(Skips())
