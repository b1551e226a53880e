package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of CPU time in /proc/PID/stat: USER_HZ is 100 on every platform that Go runs on.
const tick = 10 * time.Millisecond

// cpuTime is what a process has used so far, user and system, to 10 ms. 0 where there is no /proc.
func cpuTime(pid int) time.Duration {
	// The name in the second field may hold anything; the fields behind its closing parenthesis count from 3.
	_, behind, _ := strings.Cut(proc(pid, "stat"), ") ")
	const user, system = 14 - 3, 15 - 3
	fields := strings.Fields(behind)
	if len(fields) <= system {
		return 0
	}
	u, _ := strconv.Atoi(fields[user]) // the kernel writes numbers
	s, _ := strconv.Atoi(fields[system])
	return time.Duration(u+s) * tick
}

// memory is a figure of /proc/PID/status in bytes: VmRSS (resident now) or VmHWM (resident at most).
func memory(pid int, name string) (bytes int64, ok bool) {
	for line := range strings.Lines(proc(pid, "status")) {
		if value, found := strings.CutPrefix(line, name+":"); found {
			kib, err := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 10, 64)
			return kib << 10, err == nil
		}
	}
	return 0, false
}

func proc(pid int, file string) string {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), file)) //nolint:gosec // a process we started
	if err != nil {
		return ""
	}
	return string(text)
}

// missing says which figures a platform cannot give.
func missing(figures string) string {
	if runtime.GOOS == "linux" {
		return ""
	}
	return "\nNot measured on " + runtime.GOOS + ", which has no /proc: " + figures + ".\n"
}
