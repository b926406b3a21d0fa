using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// The training step of every machine, on one thread, in a few seconds: one line a case, <c>machine batch microseconds</c> a time-step and
/// sequence of the fastest step, which other work disturbs least, for another process to read. <see cref="StepPairs"/> compares two builds
/// by many such processes.
/// </summary>
internal static class BriefSteps
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.25), Turn = TimeSpan.FromSeconds(0.1);

    /// <summary>Measures and prints.</summary>
    public static int Run()
    {
        StepCase[] cases =
            [.. from machine in StepMachines.Names from batch in StepMachines.BatchesOf(machine) select new StepCase(machine, batch, 1)];
        foreach (StepCase @case in cases)
        {
            using var measurement = new StepMeasurement(@case);
            // Until the first case is compiled for good, the process is another one.
            measurement.WarmUp(@case == cases[0] ? 8 * WarmUp : WarmUp);
            measurement.Round(Turn, peak: 1);
            measurement.Round(Turn, peak: 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{@case.Machine} {@case.Batch} {measurement.Best / measurement.TimeSteps * 1e6:f4}"));
        }

        return 0;
    }
}
