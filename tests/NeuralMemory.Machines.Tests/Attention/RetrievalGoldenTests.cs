using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;
using static NeuralMemory.Machines.Tests.GoldenParts;

namespace NeuralMemory.Machines.Tests;

/// <summary>Hops of memory networks and retrievals of Hopfield networks, by the layers of these machines, against the oracle.</summary>
public sealed class RetrievalGoldenTests
{
    public static TheoryData<string, bool> Hops
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string folder in new[] { "family", "family-odd" })
                foreach (bool mapped in (bool[])[false, true])
                    data.Add(folder, mapped);
            return data;
        }
    }

    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    /// <summary>
    /// The oracle gives each hop a memory of its own; a machine makes all of them of the embedded steps. So a step here holds what all hops
    /// have of it side by side, each hop's layers take out their part, and only the first columns of u are not zero. The query stands in
    /// the last row, which sees all of them. A map that changes nothing is as good as none.
    /// </summary>
    [Theory]
    [MemberData(nameof(Hops))]
    public void Hops_of_a_memory_network(string folder, bool mapped)
    {
        using var run = new LayerRun<MemoryHop[]>(folder, "memory_network_hops", (golden, scope) =>
        [
            .. Enumerable.Range(0, golden.Size("hops")).Select(hop => new MemoryHop(
                new() { Width = WidthOf(golden), Mapped = mapped, Positions = PositionKind.None }, $"{hop}", scope.Child($"{hop}"))),
        ]);
        (int batch, int steps, int hops, int part) =
            (run.Golden.Size("B"), run.Golden.Size("K"), run.Golden.Size("hops"), run.Golden.Size("D"));
        int width = WidthOf(run.Golden);
        Dictionary<string, GoldenTensor> chosen = [];
        for (int hop = 0; hop < hops; hop++)
        {
            chosen.Add($"{hop}/memory/weight", Taking(part, 2 * hop, width));
            chosen.Add($"{hop}/content/weight", Taking(part, 2 * hop + 1, width));
            if (mapped)
                chosen.Add($"{hop}/map/weight", Identity(width));
            foreach (string layer in (string[])["memory", "content", .. mapped ? ["map"] : Array.Empty<string>()])
                chosen.Add($"{hop}/{layer}/bias", new([width], new double[width]));
        }

        run.Begin([], chosen);
        var packed = new SequenceBatch();
        packed.Reshape([.. Enumerable.Repeat(steps, batch)], 1, 1);
        SequenceRows last = new SequenceRows().OfStep(batch), all = new SequenceRows().OfBatch(packed);
        Variable[] parts =
        [
            .. Enumerable.Range(0, hops)
                .SelectMany(hop => (Variable[])[run.Input("memory", Packed, hop), run.Input("content", Packed, hop)]),
        ];
        Variable embedded = run.Tape.NewKept(new(packed.Rows, width)), u = run.Tape.NewKept(new(packed.Rows, width));
        run.Tape.RowsInto(embedded, 0, parts);
        int before = packed.RowOffset(steps - 1);
        run.Tape.RowsInto(u, 0, run.Tape.Fill(new(before, width), 0));
        run.Tape.RowsInto(u, before, run.Input("query"), run.Tape.Fill(new(batch, width - part), 0));
        RowTrace trace = new();
        LayerPass pass = LayerPass.Over(run.Tape, packed, AttentionMask.Causal, null, 0, trace);
        pass.Embedded = embedded;
        for (int hop = 0; hop < hops; hop++)
        {
            Variable scores = run.Tape.DotScores(
                run.Tape.Rows(u, before, batch), run.Tape.Linear(run[$"{hop}/memory"], embedded), last, all, 1, 1);
            run.Output("weights", run.Tape.AttentionWeights(scores, last, all), step: hop);
            u = run.Layer[hop].Run(pass, u, null);
            Close.Outputs(
                run.Golden.Outputs["weights"][hop], run.Tape.Rows(trace[$"{hop}"], before, batch).Span, $"weights of hop {hop}");
        }

        run.Output("state", run.Tape.Rows(u, before, batch), state => state.Widened(width));
        run.Check();
    }

    /// <summary>
    /// The layers around retrieval change nothing here. The inverse temperature is a number of the config, which is not trained.
    /// </summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Retrievals_of_a_hopfield_network(string folder)
    {
        using var run = new LayerRun<AttentionLayer>(folder, "hopfield_retrieval", (golden, scope) => new(
            new(golden.Size("D"), golden.Size("D"), 1, Updates: 3, Beta: BetaOf(golden)), golden.Size("D"), scope));
        int width = run.Golden.Size("D"), batch = run.Golden.Size("B");
        Dictionary<string, GoldenTensor> identities = [];
        foreach (string layer in (string[])["query", "key", "value", "output"])
        {
            identities.Add($"{layer}/weight", Identity(width));
            identities.Add($"{layer}/bias", new([width], new double[width]));
        }

        run.Begin([], identities);
        SequenceRows rows = new SequenceRows().OfBlocks(batch, run.Golden.Size("Q")),
            patternRows = new SequenceRows().OfBlocks(batch, run.Golden.Size("K"));
        Variable patterns = run.Input("patterns"), state = run.Input("state");
        RowTrace trace = new();
        run.Output("retrieved", run.Layer.Attend(
            run.Tape, state, rows, run.Layer.Read(run.Tape, patterns, patternRows), patternRows, AttentionMask.None, trace, "weights"));
        run.Expect("weights", trace["weights"]);
        var rule = new AttentionRule(1, BetaOf(run.Golden));
        for (int update = 0; update < 2; update++)
        {
            Close.Within(
                Close.OutputTolerance, Array.ConvertAll(Weights().Span.ToArray(), weight => (double)weight),
                trace[$"update{update}/weights"].Span, $"weights of update {update}");
            state = run.Tape.Attention(state, patterns, patterns, rows, patternRows, rule);
        }

        run.Output("weights", Weights());
        run.Check();

        Variable Weights() => run.Tape.AttentionWeights(
            run.Tape.DotScores(state, patterns, rows, patternRows, 1, rule.Scale), rows, patternRows);
    }

    private static int WidthOf(GoldenCase golden) => 2 * golden.Size("hops") * golden.Size("D");

    private static Real BetaOf(GoldenCase golden) => (Real)golden.Inputs["beta"].Data[0];

    private static GoldenTensor Identity(int width) => new([width, width], Diagonal(width, width, 0));

    /// <summary>Weights [W, W] that put a part of the inputs in the first columns, and nothing elsewhere.</summary>
    private static GoldenTensor Taking(int count, int part, int width) => new([width, width], Diagonal(width, count, part * count));

    private static double[] Diagonal(int width, int count, int from) =>
        [.. Enumerable.Range(0, width * width).Select(i => i / width < count && i % width == from + i / width ? 1 : 0)];
}
