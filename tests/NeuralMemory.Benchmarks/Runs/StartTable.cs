using System.Diagnostics;
using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// How long it takes from a command to the first step of a training: of one program, or of several builds in turn. A run creates its
/// metrics when all else is ready, and the time of that is in the folder.
/// </summary>
internal static class StartTable
{
    private const int Times = 11;
    private const string Config = "ntm-copy";

    private static readonly string[] Header = ["program", "to the first step, s", "least", "of 100 steps, s", "least"];

    /// <summary>Prints a line for each program: medians and the least of eleven times, first to the first step, then to the end.</summary>
    /// <param name="programs">Built commands.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> programs)
    {
        if (programs.FirstOrDefault(program => !File.Exists(program)) is { } missing)
        {
            Console.Error.WriteLine($"there is no program '{missing}'");
            return 2;
        }

        (List<double> First, List<double> End)[] times = [.. programs.Select(_ => (new List<double>(), new List<double>()))];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("neuralmemory-start-");
        try
        {
            // The first of each finds nothing in the system's cache, and does not count.
            for (int round = 0; round <= Times; round++)
                for (int i = 0; i < times.Length; i++)
                {
                    (double first, double end) = Time(programs[i], Path.Combine(folder.FullName, $"{round}-{i}"));
                    if (round == 0)
                        continue;
                    times[i].First.Add(first);
                    times[i].End.Add(end);
                }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        TextTable.Print(Header, [.. programs.Select((program, i) => (string[])
            [program, Median(times[i].First), Text(times[i].First.Min()), Median(times[i].End), Text(times[i].End.Min())])]);
        return 0;
    }

    private static (double First, double End) Time(string program, string run)
    {
        DateTime start = DateTime.UtcNow;
        ProcessStartInfo info = new(program, ["train", Config, "--set", "training.steps=100", "--out", run, "--quiet"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double end = (DateTime.UtcNow - start).TotalSeconds;
        return process.ExitCode == 0
            ? ((File.GetCreationTimeUtc(Path.Combine(run, "metrics.jsonl")) - start).TotalSeconds, end)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.Result}");
    }

    private static string Median(List<double> times) => Text(times.Order().ElementAt(times.Count / 2));

    private static string Text(double seconds) => seconds.ToString("f3", CultureInfo.InvariantCulture);
}
