using System.Diagnostics;
using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// Holds this build's training step against another build's: processes of the two take turns, and each pair gives a ratio, so that what
/// the machine does besides falls on both alike.
/// </summary>
internal static class StepPairs
{
    private static readonly string[] Header = ["machine", "batch", "us", "us other", "ratio", "95 % interval", "pairs"];

    /// <summary>Runs the pairs and prints a table.</summary>
    /// <param name="other">The other build's <c>NeuralMemory.Benchmarks.dll</c>.</param>
    /// <param name="pairs">How many pairs.</param>
    public static int Run(string other, int pairs)
    {
        if (!File.Exists(other))
        {
            Console.Error.WriteLine($"there is no file '{other}'; give the other build's NeuralMemory.Benchmarks.dll");
            return 2;
        }

        string own = Path.Combine(AppContext.BaseDirectory, "NeuralMemory.Benchmarks.dll");
        var times = new Dictionary<string, List<(double Own, double Other)>>();
        for (int pair = 0; pair < pairs; pair++)
        {
            // Who comes first changes from pair to pair.
            bool ownFirst = pair % 2 == 0;
            Dictionary<string, double> first = Measure(ownFirst ? own : other), second = Measure(ownFirst ? other : own);
            foreach (string @case in first.Keys.Intersect(second.Keys))
            {
                if (!times.TryGetValue(@case, out List<(double Own, double Other)>? list))
                    times.Add(@case, list = []);
                list.Add(ownFirst ? (first[@case], second[@case]) : (second[@case], first[@case]));
            }

            Console.Error.Write($"\r{pair + 1} of {pairs} pairs");
        }

        Console.Error.WriteLine();
        TextTable.Print(Header, [.. times.Select(each => Row(each.Key, each.Value))]);
        return 0;
    }

    private static string[] Row(string @case, List<(double Own, double Other)> times)
    {
        double[] ratios = [.. times.Select(pair => Math.Log(pair.Own / pair.Other))];
        (double low, double high) = Statistics.MedianInterval(ratios);
        string[] name = @case.Split(' ');
        return
        [
            name[0], name[1], Text($"{Statistics.Median([.. times.Select(pair => pair.Own)]):f2}"),
            Text($"{Statistics.Median([.. times.Select(pair => pair.Other)]):f2}"), Text($"{Math.Exp(Statistics.Median(ratios)):f4}"),
            Text($"{Math.Exp(low):f4} to {Math.Exp(high):f4}"), Text($"{ratios.Length}"),
        ];
    }

    private static Dictionary<string, double> Measure(string benchmarks)
    {
        ProcessStartInfo start = new("dotnet", [benchmarks, "brief"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{benchmarks} brief' ended with {process.ExitCode}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(
            line => $"{line[0]} {line[1]}", line => double.Parse(line[2], CultureInfo.InvariantCulture));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
