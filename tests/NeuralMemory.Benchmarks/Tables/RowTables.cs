using System.Diagnostics;
using System.Globalization;
using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>
/// What large tables cost of which a step reads a few rows: embeddings, and the values of product keys. Forward, backward, the norm of the
/// gradient and the update by Adam, on one thread: with nothing known of which rows were read, as it is of any plain tensor; with that
/// known, which changes no bit; and with updates of those rows alone. The fastest of some rounds counts.
/// </summary>
internal static class RowTables
{
    private const int Rounds = 30, Tokens = 1024, Heads = 4, Top = 8;

    private static readonly string[] Header = ["table", "rows read", "of them", "update", "passes, us", "norm, us", "update, us", "in all, us"];

    /// <summary>Measures and prints.</summary>
    public static int Run()
    {
        List<string[]> rows = [];
        foreach ((string name, int count, int width, bool isMemory) in ((string, int, int, bool)[])
            [("embedding", 256, 64, false), ("embedding", 8192, 64, false), ("product keys", 1 << 18, 64, true)])
            foreach (int used in (int[])[Math.Min(256, count), count])
            {
                rows.Add(new Case(name, count, width, used, isMemory) { IsKnown = false }.Measure());
                rows.Add(new Case(name, count, width, used, isMemory).Measure());
                rows.Add(new Case(name, count, width, used, isMemory) { IsSparse = true }.Measure());
            }

        TextTable.Print(Header, rows);
        return 0;
    }

    /// <summary>A table.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Count">How many rows it has.</param>
    /// <param name="Width">How many numbers a row has.</param>
    /// <param name="Used">From how many rows those are drawn that are read.</param>
    /// <param name="IsMemory">Whether rows are summed with weights.</param>
    private sealed record Case(string Name, int Count, int Width, int Used, bool IsMemory)
    {
        public bool IsKnown { get; init; } = true;

        public bool IsSparse { get; init; }

        public string[] Measure()
        {
            using var parameters = new ParameterSet();
            var scope = new ParameterScope(parameters, StreamKey.FromSeed(1));
            Parameter table = IsKnown
                ? scope.Table("table", new Shape(Count, Width), (stream, _) => (Real)stream.NextDouble(-1, 1))
                : scope.Tensor("table", new Shape(Count, Width), (stream, _) => (Real)stream.NextDouble(-1, 1));
            parameters.Complete();
            using Tape tape = NativeEngine.Instance.NewTape(parameters);
            using IOptimizer optimizer = new AdamConfig { Sparse = IsSparse }.Build(parameters);
            var stream = new RandomStream(StreamKey.FromSeed(2));
            int looks = IsMemory ? Tokens * Heads * Top : Tokens;
            var read = new Real[looks];
            Real[] weights = [.. Enumerable.Repeat((Real)0.125, looks)], gradient = [.. Enumerable.Repeat((Real)0.01, Tokens * Width)];
            double passes = double.MaxValue, norm = double.MaxValue, update = double.MaxValue, all = double.MaxValue;
            HashSet<Real> seen = [];
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < looks; i++)
                    read[i] = (Real)Math.Floor(stream.NextDouble(0, Used));
                seen = [.. read];
                long start = Stopwatch.GetTimestamp();
                tape.Reset(Tokens);
                Variable y = IsMemory
                    ? tape.WeightedRows(
                        table, tape.Constant(weights, new Shape(Tokens, Heads, Top)), tape.Constant(read, new Shape(Tokens, Heads, Top)))
                    : tape.Embed(tape.Constant(read, new Shape(Tokens, 1)), [0], [table]);
                tape.Seed(y, gradient);
                tape.BackwardFromSeeds();
                long passed = Stopwatch.GetTimestamp();
                ClippedGradient clipped = new NormClip { MaxNorm = 1 }.Apply(tape.Gradients, tape.Touched);
                long measured = Stopwatch.GetTimestamp();
                optimizer.Update(parameters.Block, tape.Gradients, 1e-3, clipped.Scale, tape.Touched);
                long end = Stopwatch.GetTimestamp();
                passes = Math.Min(passes, Microseconds(start, passed));
                norm = Math.Min(norm, Microseconds(passed, measured));
                update = Math.Min(update, Microseconds(measured, end));
                all = Math.Min(all, Microseconds(start, end));
            }

            return
            [
                Text($"{Name}, {Count:n0} x {Width}"), Text($"{seen.Count:n0}"), Text($"{Used:n0}"),
                IsSparse ? "sparse" : IsKnown ? "adam" : "adam, nothing known", Text($"{passes:n0}"), Text($"{norm:n0}"), Text($"{update:n0}"),
                Text($"{all:n0}"),
            ];
        }

        private static double Microseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
