using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Links of which each slot keeps as many as there are slots are the dense ones, in values and gradients.</summary>
public sealed class SparseAsDenseLinkTests
{
    private const int Batch = 2, Writers = 2, Readers = 3, Slots = 5, Steps = 4;

    public static TheoryData<string> Folders => GoldenCase.Folders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void They_agree_with_the_oracle(string folder)
    {
        GoldenCase golden = GoldenCase.Load(folder, "temporal_link");
        int batch = golden.Size("B"), slots = golden.Size("N"), readers = golden.Size("R");
        using var bench = new Workbench();
        Variable columns = SparseRows.Circulant(bench.Tape, new(batch, 1, slots, slots));
        Variable values = bench.Input(SparseRows.Sparse(columns, golden.Inputs["link"].Data), columns.Shape);
        Variable precedence = bench.Input(golden.Inputs["precedence"].Data, new(batch, 1, slots));
        Variable writes = bench.Input(golden.Inputs["write_weights"].Data, new(batch, 1, slots));
        Variable reads = bench.Input(golden.Inputs["read_weights"].Data, new(batch, readers, slots));
        SparseTemporalLinks links = bench.Tape.SparseTemporalLink(columns, values, precedence, writes, reads);
        Close.Outputs(golden.Outputs["link"], SparseRows.Dense(links.Slots, links.Values.Span), "link");
        Close.Outputs(golden.Outputs["precedence"], links.Precedence.Span, "precedence");
        Close.Outputs(golden.Outputs["forward"], links.Forward.Span, "forward");
        Close.Outputs(golden.Outputs["backward"], links.Backward.Span, "backward");

        bench.Tape.Seed(links.Values, SparseRows.Sparse(links.Slots, golden.Cotangents["link"].ToReal()));
        bench.Seed(links.Precedence, golden.Cotangents["precedence"]);
        bench.Seed(links.Forward, golden.Cotangents["forward"]);
        bench.Seed(links.Backward, golden.Cotangents["backward"]);
        bench.Tape.BackwardFromSeeds();
        Close.Gradients(golden.Gradients["link"], SparseRows.Dense(columns, values.GradientSpan), "link");
        Close.Gradients(golden.Gradients["precedence"], precedence.GradientSpan, "precedence");
        Close.Gradients(golden.Gradients["write_weights"], writes.GradientSpan, "write weights");
        Close.Gradients(golden.Gradients["read_weights"], reads.GradientSpan, "read weights");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_sequence_of_steps_agrees_with_the_equations(int seed)
    {
        var stream = new RandomStream(StreamKey.FromSeed(seed));
        double[][] writes = [.. Enumerable.Range(0, Steps).Select(_ => Weightings(stream, Writers, 0.8))];
        double[][] reads = [.. Enumerable.Range(0, Steps).Select(_ => Weightings(stream, Readers, 1))];
        double[] cotangent = [.. Enumerable.Range(0, 2 * Steps * Batch * Readers * Writers * Slots).Select(_ => stream.NextGaussian())];
        (double[] followed, double[] link) = Naive(writes, reads);

        using var bench = new Workbench();
        Tape tape = bench.Tape;
        Shape shape = new(Batch, Writers, Slots, Slots);
        Variable slots = tape.Fill(shape, -1), values = tape.Fill(shape, 0), precedence = tape.Fill(new(Batch, Writers, Slots), 0);
        Variable[] w = [.. writes.Select(data => bench.Input(data, new(Batch, Writers, Slots)))];
        Variable[] r = [.. reads.Select(data => bench.Input(data, new(Batch, Readers, Slots)))];
        var outputs = new List<Variable>();
        for (int t = 0; t < Steps; t++)
        {
            tape.NextStep();
            (slots, values, precedence, Variable forward, Variable backward) =
                tape.SparseTemporalLink(slots, values, precedence, w[t], r[t]);
            outputs.AddRange([forward, backward]);
        }

        Close.Within(Close.OutputTolerance, followed, [.. outputs.SelectMany(output => output.Span.ToArray())], "forward and backward");
        Close.Within(Close.OutputTolerance, link, SparseRows.Dense(slots, values.Span), "link");

        Real[] seeds = Array.ConvertAll(cotangent, x => (Real)x);
        for (int i = 0; i < outputs.Count; i++)
            tape.Seed(outputs[i], seeds.AsSpan(i * outputs[i].Shape.Count, outputs[i].Shape.Count));
        tape.BackwardFromSeeds();
        for (int t = 0; t < Steps; t++)
        {
            Close.Within(Close.GradientTolerance, Differences(writes[t]), Workbench.GradientOf(w[t]), $"writes at step {t}");
            Close.Within(Close.GradientTolerance, Differences(reads[t]), Workbench.GradientOf(r[t]), $"reads at step {t}");
        }

        double[] Differences(double[] input) => [.. Enumerable.Range(0, input.Length).Select(i =>
        {
            const double step = 1e-5;
            double was = input[i];
            input[i] = was + step;
            double above = Naive(writes, reads).Followed.Zip(cotangent, (x, c) => x * c).Sum();
            input[i] = was - step;
            double below = Naive(writes, reads).Followed.Zip(cotangent, (x, c) => x * c).Sum();
            input[i] = was;
            return (above - below) / (2 * step);
        })];
    }

    /// <summary>The equations as they are written: all forward and backward weightings of all steps, and the last links.</summary>
    private static (double[] Followed, double[] Link) Naive(double[][] writes, double[][] reads)
    {
        var followed = new List<double>();
        double[,,,] link = new double[Batch, Writers, Slots, Slots];
        double[,,] precedence = new double[Batch, Writers, Slots];
        for (int t = 0; t < Steps; t++)
        {
            double W(int b, int v, int n) => writes[t][(b * Writers + v) * Slots + n];
            double R(int b, int h, int n) => reads[t][(b * Readers + h) * Slots + n];
            double[,,,] next = new double[Batch, Writers, Slots, Slots];
            foreach ((int b, int v) in Pairs(Batch, Writers))
                foreach ((int i, int j) in Pairs(Slots, Slots).Where(pair => pair.Item1 != pair.Item2))
                    next[b, v, i, j] = (1 - W(b, v, i) - W(b, v, j)) * link[b, v, i, j] + W(b, v, i) * precedence[b, v, j];
            foreach ((int b, int v) in Pairs(Batch, Writers))
            {
                double total = Enumerable.Range(0, Slots).Sum(n => W(b, v, n));
                for (int n = 0; n < Slots; n++)
                    precedence[b, v, n] = (1 - total) * precedence[b, v, n] + W(b, v, n);
            }

            link = next;
            foreach (bool forward in (bool[])[true, false])
                foreach ((int b, int h) in Pairs(Batch, Readers))
                    foreach ((int v, int i) in Pairs(Writers, Slots))
                        followed.Add(Enumerable.Range(0, Slots)
                            .Sum(j => (forward ? link[b, v, i, j] : link[b, v, j, i]) * R(b, h, j)));
        }

        return ([.. followed], [.. link.Cast<double>()]);
    }

    private static IEnumerable<(int, int)> Pairs(int first, int second) =>
        Enumerable.Range(0, first * second).Select(i => (i / second, i % second));

    private static double[] Weightings(RandomStream stream, int heads, double sum)
    {
        double[] powers = [.. Enumerable.Range(0, Batch * heads * Slots).Select(_ => Math.Exp(stream.NextGaussian()))];
        return [.. powers.Chunk(Slots).SelectMany(row => row.Select(power => sum * power / row.Sum()))];
    }
}
