using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The time that this thread has computed, which other work on the machine does not add to; where the system has no such clock, that of a
/// watch.
/// </summary>
internal static unsafe partial class ThreadClock
{
    private const int ThreadTime = 3;

    /// <summary>Seconds, since some moment.</summary>
    public static double Seconds
    {
        get
        {
            TimeSpec time;
            return OperatingSystem.IsLinux() && GetTime(ThreadTime, &time) == 0
                ? time.Seconds + time.Nanoseconds * 1e-9
                : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, TimeSpec* time);

    private struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }
}
