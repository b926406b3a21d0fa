using NeuralMemory.Numerics;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Other scores than dot products, and other ways from scores to weights, against the oracle.</summary>
public sealed class ScoreGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.Folders;

    public static TheoryData<string> FamilyFolders => GoldenCase.FamilyFolders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Bahdanau(string folder) => Additive(folder, "attention_bahdanau", _ => (new("w_query"), new("w_key")));

    /// <summary>tanh(W [q; k]) is tanh(W₁ q + W₂ k).</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Luong_concat(string folder) => Additive(folder, "attention_luong_concat", golden =>
    {
        int width = golden.Size("D");
        return (new GoldenLayer("w").Columns(0, width), new GoldenLayer("w").Columns(width, width));
    });

    [Theory]
    [MemberData(nameof(FamilyFolders))]
    public void The_highest_scores(string folder) =>
        Scaled(folder, "attention_top_k", golden => Normalization.TopK(golden.Size("top")));

    [Theory]
    [MemberData(nameof(FamilyFolders))]
    public void Hard(string folder) => Scaled(folder, "attention_hard_straight_through", _ => Normalization.Hard);

    [Theory]
    [MemberData(nameof(FamilyFolders))]
    public void Luong_local(string folder)
    {
        const string name = "attention_luong_local";
        GoldenLayer[] layers = [new("w"), new("w_position"), new GoldenLayer("v_position").OfOneOutput()];
        using var run = new GoldenRun(folder, name, GoldenLayer.Declare(folder, name, layers));
        GoldenLayer.Begin(run, layers);
        IReadOnlyList<Parameter> layer = run.Parameters.Items;
        Tape tape = run.Tape;
        int batch = run.Golden.Size("B"), count = run.Golden.Size("K");
        SequenceRows queryRows = new SequenceRows().OfStep(batch), keyRows = new SequenceRows().OfBlocks(batch, count);
        Variable queries = run.Rows("queries");
        Variable place = tape.Sigmoid(tape.Linear(layer[2], tape.Tanh(tape.Linear(layer[1], queries))));
        Variable centres = tape.Multiply(place, tape.Fill(place.Shape, count));
        Variable scores = tape.DotScores(queries, tape.Linear(layer[0], run.Rows("keys")), queryRows, keyRows, 1, 1);
        Variable weights = tape.LocalWeights(scores, centres, queryRows, keyRows, run.Golden.Size("window"));
        run.Output("centre", centres);
        run.Output("weights", weights);
        run.Output("context", tape.WeightedSum(weights, run.Rows("values"), queryRows, keyRows));
        run.Check();
        GoldenLayer.Check(run, layers);
    }

    private static void Additive(string folder, string name, Func<GoldenCase, (GoldenLayer Query, GoldenLayer Key)> choose)
    {
        (GoldenLayer query, GoldenLayer key) = choose(GoldenCase.Load(folder, name));
        using var run = new GoldenRun(folder, name, GoldenLayer.Declare(folder, name, query, key));
        GoldenLayer.Begin(run, query, key);
        IReadOnlyList<Parameter> layer = run.Parameters.Items;
        Tape tape = run.Tape;
        (SequenceRows queryRows, SequenceRows keyRows) = (Blocks(run.Golden, "Q"), Blocks(run.Golden, "K"));
        Variable scores = tape.AdditiveScores(
            tape.Linear(layer[0], run.Rows("queries")), tape.Linear(layer[1], run.Rows("keys")), run.Input("v"), queryRows, keyRows, 1);
        Finish(run, scores, queryRows, keyRows, Normalization.Softmax);
        GoldenLayer.Check(run, query, key);
    }

    private static void Scaled(string folder, string name, Func<GoldenCase, Normalization> normalization)
    {
        using var run = new GoldenRun(folder, name);
        SequenceRows rows = Blocks(run.Golden, "K");
        Variable scores = run.Tape.DotScores(
            run.Rows("queries"), run.Rows("keys"), rows, rows, 1, AttentionRule.Scaled(1, run.Golden.Size("D")).Scale);
        Finish(run, scores, rows, rows, normalization(run.Golden));
    }

    private static void Finish(
        GoldenRun run, Variable scores, SequenceRows queryRows, SequenceRows keyRows, Normalization normalization)
    {
        Variable weights = run.Tape.AttentionWeights(scores, queryRows, keyRows, normalization: normalization);
        run.Output("weights", weights);
        run.Output("context", run.Tape.WeightedSum(weights, run.Rows("values"), queryRows, keyRows));
        run.Check();
    }

    private static SequenceRows Blocks(GoldenCase golden, string count) =>
        new SequenceRows().OfBlocks(golden.Size("B"), golden.Size(count));
}
