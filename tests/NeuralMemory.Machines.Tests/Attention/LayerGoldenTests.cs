using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;
using static NeuralMemory.Machines.Tests.GoldenParts;

namespace NeuralMemory.Machines.Tests;

/// <summary>
/// The layers of Transformers and Perceivers as machines have them, against the oracle. A layer's own attention shows its weights, and
/// cannot be differentiated through them; where the case wants that, they are made once more, of the layer's own parameters.
/// </summary>
public sealed class LayerGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Transformer_encoder_normalised_after(string folder) =>
        Encoder(folder, "transformer_encoder_post_norm", NormPlace.Post, ActivationKind.Relu);

    [Theory]
    [MemberData(nameof(Folders))]
    public void Transformer_encoder_normalised_before(string folder) =>
        Encoder(folder, "transformer_encoder_pre_norm", NormPlace.Pre, ActivationKind.Gelu);

    [Theory]
    [MemberData(nameof(Folders))]
    public void Transformer_decoder_normalised_after(string folder)
    {
        using var run = new LayerRun<TransformerLayer>(folder, "transformer_decoder_post_norm", (golden, scope) =>
            new(Transformer(golden, NormPlace.Post, ActivationKind.Relu), 0, "decoder", looksAcross: true, scope));
        run.Begin(GoldenWeights.Of(
        [
            .. Attention("self", "self_"), .. Attention("cross", "cross_"), .. Network, .. Norm(1), .. Norm(2), .. Norm(3),
        ]));
        (int batch, int steps) = (run.Golden.Size("B"), run.Golden.Size("Q"));
        SequenceBatch packed = BatchOf(batch, steps);
        SequenceRows rows = new SequenceRows().OfBatch(packed), sourceRows = new SequenceRows().OfBlocks(batch, run.Golden.Size("K"));
        Variable x = run.Input("inputs", Packed), source = run.Input("memory");
        SourceMemory memory = SourceMemory.Rent(run.Tape, packed, sourceRows);
        memory.Add(run.Layer.Across(run.Tape, source, sourceRows));
        RowTrace trace = new();
        run.Output("outputs", run.Layer.Run(LayerPass.Over(run.Tape, packed, AttentionMask.Causal, memory, 0, trace), x, null), Packed);
        run.Expect("self_weights", trace["decoder/layer0/weights"], HeadsOfPacked);
        run.Expect("cross_weights", trace["decoder/layer0/cross_weights"], HeadsOfPacked);

        int heads = run.Golden.Size("heads");
        Variable self = run.WeightsOf("self", x, rows, x, rows, heads, AttentionMask.Causal);
        run.Output("self_weights", self, HeadsOfPacked);
        Variable read = run.Tape.WeightedSum(self, run.Tape.Linear(run["self/value"], x), rows, rows);
        Variable seen = run.Normal("norm1", run.Tape.Add(x, run.Tape.Linear(run["self/output"], read)));
        run.Output("cross_weights", run.WeightsOf("cross", seen, rows, source, sourceRows, heads, AttentionMask.None), HeadsOfPacked);
        run.Check();
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Perceiver_cross_block(string folder)
    {
        using var run = new LayerRun<CrossBlock>(folder, "perceiver_cross_block", (golden, scope) => new(
            new(golden.Size("E"), golden.Size("E"), golden.Size("heads")), golden.Size("hidden"), golden.Size("E"), scope));
        run.Begin(GoldenWeights.Of(
        [
            .. Attention("attention", "cross_"), .. Network, .. Norm("norm1", "latent"), .. Norm("norm_source", "input"), .. Norm(2),
        ]));
        int batch = run.Golden.Size("B");
        SequenceRows rows = new SequenceRows().OfBlocks(batch, run.Golden.Size("Q")),
            sourceRows = new SequenceRows().OfBlocks(batch, run.Golden.Size("K"));
        Variable latents = run.Input("latents"), inputs = run.Input("inputs");
        RowTrace trace = new();
        run.Output("outputs", run.Layer.Run(run.Tape, latents, rows, inputs, sourceRows, trace, "weights"));
        run.Expect("weights", trace["weights"], HeadsOfBlocks);
        run.Output("weights", run.WeightsOf(
            "attention", run.Normal("norm1", latents), rows, run.Normal("norm_source", inputs), sourceRows, run.Golden.Size("heads"),
            AttentionMask.None), HeadsOfBlocks);
        run.Check();
    }

    private static GoldenWeights Network => new()
    {
        ["network/hidden/weight"] = Of("w_1"),
        ["network/hidden/bias"] = Of("b_1"),
        ["network/output/weight"] = Of("w_2"),
        ["network/output/bias"] = Of("b_2"),
    };

    private static void Encoder(string folder, string name, NormPlace norm, ActivationKind activation)
    {
        using var run = new LayerRun<TransformerLayer>(
            folder, name, (golden, scope) => new(Transformer(golden, norm, activation), 0, "encoder", looksAcross: false, scope));
        run.Begin(GoldenWeights.Of([.. Attention("self", "self_"), .. Network, .. Norm(1), .. Norm(2)]));
        SequenceBatch packed = BatchOf(run.Golden.Size("B"), run.Golden.Size("Q"));
        Variable x = run.Input("inputs", Packed);
        RowTrace trace = new();
        run.Output("outputs", run.Layer.Run(LayerPass.Over(run.Tape, packed, AttentionMask.None, null, 0, trace), x, null), Packed);
        run.Expect("weights", trace["encoder/layer0/weights"], HeadsOfPacked);
        SequenceRows rows = new SequenceRows().OfBatch(packed);
        Variable seen = norm == NormPlace.Pre ? run.Normal("norm1", x) : x;
        run.Output(
            "weights", run.WeightsOf("self", seen, rows, seen, rows, run.Golden.Size("heads"), AttentionMask.None), HeadsOfPacked);
        run.Check();
    }

    private static TransformerConfig Transformer(GoldenCase golden, NormPlace norm, ActivationKind activation) => new()
    {
        Width = golden.Size("E"),
        Heads = golden.Size("heads"),
        Hidden = golden.Size("hidden"),
        Norm = norm,
        Activation = activation,
        Positions = PositionKind.None,
    };

    private static GoldenWeights Attention(string layer, string prefix)
    {
        GoldenWeights weights = [];
        foreach (string part in (string[])["query", "key", "value", "output"])
        {
            weights.Add($"{layer}/{part}/weight", Of($"{prefix}w_{part[0]}"));
            weights.Add($"{layer}/{part}/bias", Of($"{prefix}b_{part[0]}"));
        }

        return weights;
    }

    private static GoldenWeights Norm(int number) => Norm($"norm{number}", $"norm{number}");

    private static GoldenWeights Norm(string layer, string name) => new()
    {
        [$"{layer}/gain"] = Of($"{name}_gain"),
        [$"{layer}/bias"] = Of($"{name}_bias"),
    };

    private static SequenceBatch BatchOf(int sequences, int steps)
    {
        var batch = new SequenceBatch();
        batch.Reshape([.. Enumerable.Repeat(steps, sequences)], 1, 1);
        return batch;
    }
}
