using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Scaled dot attention and what is built of it, in one piece and in parts, against the oracle: outputs and gradients.</summary>
public sealed class AttentionGoldenTests
{
    public static TheoryData<string, AttentionWay> Cases => AttentionWays.In(GoldenCase.Folders);

    public static TheoryData<string, AttentionWay> FamilyCases => AttentionWays.In(GoldenCase.FamilyFolders);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Dot(string folder, AttentionWay way) => Plain(folder, "attention_dot", way, (_, _) => new(1, 1), queries: "Q");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scaled_dot(string folder, AttentionWay way) =>
        Plain(folder, "attention_scaled_dot", way, (_, width) => AttentionRule.Scaled(1, width), queries: "Q");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Causal(string folder, AttentionWay way) =>
        Plain(folder, "attention_causal", way, (_, width) => AttentionRule.Scaled(1, width, AttentionMask.Causal));

    [Theory]
    [MemberData(nameof(FamilyCases))]
    public void Window(string folder, AttentionWay way) => Plain(folder, "attention_window", way,
        (golden, width) => AttentionRule.Scaled(1, width, new AttentionMask(IsCausal: true, golden.Size("window"))));

    [Theory]
    [MemberData(nameof(FamilyCases))]
    public void Distance_that_costs(string folder, AttentionWay way)
    {
        using var run = new GoldenRun(folder, "attention_alibi");
        int heads = run.Golden.Size("heads");
        SequenceRows rows = new SequenceRows().OfBlocks(run.Golden.Size("B"), run.Golden.Size("K"));
        var rule = AttentionRule.Scaled(heads, heads * run.Golden.Size("D"), AttentionMask.Causal, alibi: true);
        (Variable weights, Variable read) =
            way.Attend(run.Tape, run.HeadRows("queries"), run.HeadRows("keys"), run.HeadRows("values"), rows, rows, rule);
        run.OutputHeadRows("weights", weights);
        run.OutputHeadRows("context", read);
        run.Check();
    }

    /// <summary>Keys of ragged sequences, packed, with as many queries for each.</summary>
    [Theory]
    [MemberData(nameof(FamilyCases))]
    public void Keys_past_the_end_of_a_sequence(string folder, AttentionWay way)
    {
        using var run = new GoldenRun(folder, "attention_padding");
        int count = run.Golden.Size("K");
        SequenceRows queryRows = new SequenceRows().OfBlocks(run.Golden.Size("B"), count);
        var batch = new SequenceBatch();
        batch.Reshape([.. run.Golden.Inputs["lengths"].Data.Select(length => (int)length)], 1, 1);
        var packed = new int[batch.Rows];
        for (int sequence = 0; sequence < batch.Sequences; sequence++)
            for (int step = 0; step < batch.Lengths[sequence]; step++)
                packed[batch.Row(sequence, step)] = batch.Order[sequence] * count + step;
        Variable keys = run.Tape.GatherRows(run.Rows("keys"), packed), values = run.Tape.GatherRows(run.Rows("values"), packed);
        (Variable weights, Variable read) = way.Attend(
            run.Tape, run.Rows("queries"), keys, values, queryRows, new SequenceRows().OfBatch(batch),
            AttentionRule.Scaled(1, run.Golden.Size("D")));
        run.Output("weights", weights);
        run.Output("context", read);
        run.Check();
    }

    /// <summary>Luong's general score is a dot product with keys that went through a layer.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Luong_general(string folder, AttentionWay way)
    {
        GoldenLayer layer = new("w");
        using var run = new GoldenRun(folder, "attention_luong_general", GoldenLayer.Declare(folder, "attention_luong_general", layer));
        GoldenLayer.Begin(run, layer);
        Variable keys = run.Tape.Linear(run.Parameters.Items[0], run.Rows("keys"));
        (SequenceRows queryRows, SequenceRows keyRows) = Blocks(run.Golden);
        (Variable weights, Variable read) =
            way.Attend(run.Tape, run.Rows("queries"), keys, run.Rows("values"), queryRows, keyRows, new(1, 1));
        run.Output("weights", weights);
        run.Output("context", read);
        run.Check();
        GoldenLayer.Check(run, layer);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Several_heads(string folder, AttentionWay way)
    {
        const string name = "attention_multi_head";
        GoldenLayer[] layers = [.. "qkvo".Select(letter => new GoldenLayer($"w_{letter}", $"b_{letter}"))];
        using var run = new GoldenRun(folder, name, GoldenLayer.Declare(folder, name, layers));
        GoldenLayer.Begin(run, layers);
        IReadOnlyList<Parameter> layer = run.Parameters.Items;
        Variable memory = run.Rows("memory");
        (SequenceRows queryRows, SequenceRows keyRows) = Blocks(run.Golden);
        (Variable weights, Variable read) = way.Attend(
            run.Tape, run.Tape.Linear(layer[0], run.Rows("queries")), run.Tape.Linear(layer[1], memory), run.Tape.Linear(layer[2], memory),
            queryRows, keyRows, AttentionRule.Scaled(run.Golden.Size("heads"), run.Golden.Size("E")));
        run.OutputHeadRows("weights", weights);
        run.Output("outputs", run.Tape.Linear(layer[3], read));
        run.Check();
        GoldenLayer.Check(run, layers);
    }

    /// <summary>Each hop reads a memory of its own; what it reads is added to the query of the next.</summary>
    [Theory]
    [MemberData(nameof(FamilyCases))]
    public void Hops_of_a_memory_network(string folder, AttentionWay way)
    {
        using var run = new GoldenRun(folder, "memory_network_hops");
        int batch = run.Golden.Size("B");
        SequenceRows queryRows = new SequenceRows().OfStep(batch), keyRows = new SequenceRows().OfBlocks(batch, run.Golden.Size("K"));
        Variable query = run.Input("query");
        for (int hop = 0; hop < run.Golden.Size("hops"); hop++)
        {
            (Variable weights, Variable read) =
                way.Attend(run.Tape, query, run.Input("memory", hop), run.Input("content", hop), queryRows, keyRows, new(1, 1));
            run.Output("weights", weights, hop);
            query = run.Tape.Add(query, read);
        }

        run.Output("state", query);
        run.Check();
    }

    /// <summary>
    /// Three retrievals of a modern Hopfield network are three times attention whose keys and values are the patterns. The inverse
    /// temperature is learned here: a layer that multiplies with it, the trace of whose gradient is its own.
    /// </summary>
    [Theory]
    [MemberData(nameof(FamilyCases))]
    public void Retrievals_of_a_hopfield_network(string folder, AttentionWay way)
    {
        GoldenCase golden = GoldenCase.Load(folder, "hopfield_retrieval");
        int width = golden.Size("D");
        using var run = new GoldenRun(folder, "hopfield_retrieval", scope => scope.Linear("beta", width, width, LinearInitializer.Default));
        Parameter beta = run.Parameters.Items[0];
        double[] diagonal = [.. Enumerable.Range(0, width * width).Select(i => i % (width + 1) == 0 ? golden.Inputs["beta"].Data[0] : 0)];
        beta.Tensors[0].CopyIn(Array.ConvertAll(diagonal, x => (Real)x), run.Parameters.Block);
        beta.Tensors[1].CopyIn(new Real[width], run.Parameters.Block);
        run.Tape.Reset(1);
        (SequenceRows queryRows, SequenceRows keyRows) = Blocks(golden);
        Variable patterns = run.Rows("patterns"), state = run.Rows("state"), weights = state;
        for (int retrieval = 0; retrieval < 3; retrieval++)
            (weights, state) = way.Attend(
                run.Tape, run.Tape.Linear(beta, state), patterns, patterns, queryRows, keyRows, new(1, 1));
        run.Output("weights", weights);
        run.Output("retrieved", state);
        run.Check();
        Real[] gradient = GoldenLayer.GradientOf(run, beta.Tensors[0]);
        Real trace = Enumerable.Range(0, width).Aggregate((Real)0, (sum, i) => sum + gradient[i * (width + 1)]);
        Close.Gradients(golden.Gradients["beta"], [trace], "beta");
    }

    private static void Plain(
        string folder, string name, AttentionWay way, Func<GoldenCase, int, AttentionRule> rule, string queries = "K")
    {
        using var run = new GoldenRun(folder, name);
        (SequenceRows queryRows, SequenceRows keyRows) = Blocks(run.Golden, queries);
        (Variable weights, Variable read) = way.Attend(
            run.Tape, run.Rows("queries"), run.Rows("keys"), run.Rows("values"), queryRows, keyRows,
            rule(run.Golden, run.Golden.Size("D")));
        run.Output("weights", weights);
        run.Output("context", read);
        run.Check();
    }

    /// <summary>B sequences of as many queries and keys each.</summary>
    private static (SequenceRows Queries, SequenceRows Keys) Blocks(GoldenCase golden, string queries = "Q") => (
        new SequenceRows().OfBlocks(golden.Size("B"), golden.Size(queries)),
        new SequenceRows().OfBlocks(golden.Size("B"), golden.Size("K")));
}
