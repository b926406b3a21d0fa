using System.Diagnostics;
using System.Globalization;
using NeuralMemory.Analysis.Tests;

namespace NeuralMemory.Benchmarks;

/// <summary>How long the command takes to list, filter and compare runs, written as files; it is started anew each time.</summary>
internal static class RunsTable
{
    private const int Times = 7, Seeds = 10;

    private static readonly string[] Rates = ["0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03"];
    private static readonly int[] Slots = [16, 32, 64, 128, 256];

    /// <summary>Prints a line for each command: the median and the greatest of seven times from its start to its end.</summary>
    /// <param name="program">The built command.</param>
    public static int Run(string program)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("neuralmemory-runs-");
        try
        {
            Write(folder.FullName);
            string[] first = ["runs", "list", folder.FullName];
            foreach (string[] arguments in (string[][])
            [
                first, [.. first, "--where", "slots = 64 and bits_per_sequence < 3"], [.. first, "--group", "--sort", "-bits_per_sequence"],
                [.. first, "--json"], ["runs", "usage", folder.FullName], ["compare", folder.FullName],
                ["compare", folder.FullName, "--json"], ["compare", folder.FullName, "--bootstrap"],
                ["compare", folder.FullName, "--svg", Path.Combine(folder.FullName, "curves.svg")],
            ])
            {
                double[] times = [.. Enumerable.Range(0, Times).Select(_ => Time(program, arguments)).Order()];
                string shown = string.Join(' ', arguments).Replace(folder.FullName, "DIR", StringComparison.Ordinal);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{times[Times / 2],6:0.000} s, at most {times[^1]:0.000} s: {shown}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    /// <summary>A sweep of 30 points with 10 seeds each, as training would leave it.</summary>
    private static void Write(string folder)
    {
        foreach (string rate in Rates)
            foreach (int slots in Slots)
                for (int seed = 1; seed <= Seeds; seed++)
                    new WrittenRun
                    {
                        Rate = rate,
                        Slots = slots,
                        Seed = seed,
                        Stop = "stop:\n  metric: bit_errors_per_sequence\n  below: 1\n  above: null\n  times: 3",
                        Curve = [.. Enumerable.Range(1, 100).Select(i => 100.0 / i * seed)],
                        Final = seed,
                        HasCheckpoint = true,
                    }.At(Path.Combine(folder, $"rate-{rate}-slots-{slots}", $"seed-{seed}"));
    }

    private static double Time(string program, string[] arguments)
    {
        long start = TimeProvider.System.GetTimestamp();
        ProcessStartInfo info = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', arguments)}: {error.Result}");
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
