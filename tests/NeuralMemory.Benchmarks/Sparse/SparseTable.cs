using System.Globalization;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// What a sparse memory costs against how many of its slots have been written: the step of a sparse access memory, forward and backward,
/// one sequence on one thread; and how much of what looks most like a key is found.
/// </summary>
internal static class SparseTable
{
    private const int Slots = 1 << 20;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, Slots];

    private static readonly string[] StepHeader = ["slots written", "words", "heads", "us a step, best", "median", "KiB a step", "MiB held"];

    private static readonly string[] RecallHeader =
        ["slots written", "words", "keys", "found of the 4 best, %", "of the best, %", "us a look-up"];

    /// <summary>Measures and prints the tables.</summary>
    /// <param name="words">Sizes to measure in place of all.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> words)
    {
        int[] sizes = words is [] ? Sizes : [.. words.Select(Words.Number)];
        Console.WriteLine(Text($"SAM with LSTM 100 and {Slots:n0} slots of width 32, of which each head reads 4"));
        Console.WriteLine("us: microseconds of the processor; a step forward and backward, of one sequence on one thread");
        Console.WriteLine();
        List<string[]> steps = [], looks = [];
        foreach (int written in sizes)
        {
            foreach (RecallWords kind in Enum.GetValues<RecallWords>())
            {
                foreach (int heads in (int[])[1, 4])
                {
                    using var measurement = new SparseStep(Slots, written, heads, kind);
                    (double best, double median, long bytes, long held) = measurement.Measure();
                    steps.Add(
                    [
                        Text($"{written:n0}"), DrawnWords.NameOf(kind), Text($"{heads}"), Text($"{best:f1}"), Text($"{median:f1}"),
                        Text($"{bytes / 1024.0:f1}"), Text($"{held / 1048576.0:f1}"),
                    ]);
                }

                using var recall = new SparseRecall(Slots, written, kind);
                foreach (bool isNear in (bool[])[true, false])
                {
                    (double all, double first, double time) = recall.Measure(isNear);
                    looks.Add(
                    [
                        Text($"{written:n0}"), DrawnWords.NameOf(kind), isNear ? "near a word" : "like words", Text($"{all:f1}"),
                        Text($"{first:f1}"), Text($"{time:f1}"),
                    ]);
                }
            }
        }

        TextTable.Print(StepHeader, steps);
        Console.WriteLine();
        TextTable.Print(RecallHeader, looks);
        return 0;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
