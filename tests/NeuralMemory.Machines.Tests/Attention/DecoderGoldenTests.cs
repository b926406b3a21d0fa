using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;
using NeuralMemory.Testing;
using static NeuralMemory.Machines.Tests.GoldenParts;

namespace NeuralMemory.Machines.Tests;

/// <summary>The decoder of seq2seq against the oracle, whose cases begin behind the encoder: with annotations, and a state.</summary>
public sealed class DecoderGoldenTests
{
    public static TheoryData<string> Folders => GoldenCase.FamilyFolders;

    /// <summary>
    /// The odd case of Luong's decoder enlarges what it is given: rounding its inputs to single precision, and nothing else, moves its
    /// seventh answer by 1.8e-5. So it is for double precision alone.
    /// </summary>
    public static TheoryData<string, double> LuongCases
    {
        get
        {
            TheoryData<string, double> cases = new() { { "family", 0 }, { "family", 1.5 } };
#if REAL_IS_DOUBLE
            cases.Add("family-odd", 0);
#endif
            return cases;
        }
    }

    /// <summary>
    /// Weights come of the state before the step, and the context goes into the unit. A machine's attention and annotations are as wide as
    /// its units; the case's narrower ones stand in them with zeros behind, whose gradients have to be zeros. It has no biases.
    /// </summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void Bahdanau(string folder)
    {
        using LayerRun<Seq2SeqCell> run = Begin(folder, "decoder_bahdanau", new() { Cell = ControllerKind.Gru });
        (int units, int inputs) = (run.Golden.Size("C"), run.Golden.Size("I"));
        run.Begin(
            new()
            {
                ["attention/query/weight"] = tensors => tensors["w_query"].Lengthened(units),
                ["attention/key/weight"] = tensors => tensors["w_key"].Widened(units).Lengthened(units),
                ["attention/direction"] = tensors => tensors["v"].Widened(units),
                ["decoder/layer0/input/weight"] = tensors => tensors["w_input"].Widened(inputs + units),
                ["decoder/layer0/input/bias"] = Of("b_input"),
                ["decoder/layer0/hidden/weight"] = Of("w_hidden"),
                ["decoder/layer0/hidden/bias"] = Of("b_hidden"),
            },
            new() { ["attention/query/bias"] = Zeros(units), ["attention/key/bias"] = Zeros(units) },
            "encoder/", "bridge/", "output/");
        Seq2SeqStep step = Start(run, run.Input("hidden"), null, annotations => annotations.Widened(units));
        Unroll(run, step, (t, made) => run.Output("hidden", made.Controller.Hidden[0], step: t));
    }

    /// <summary>
    /// The general score with the state after the step; tanh(W [context, hidden]) answers, and goes into the next step. A bias of keys,
    /// which the case does not have, changes all scores of a step alike.
    /// </summary>
    [Theory]
    [MemberData(nameof(LuongCases))]
    public void Luong_with_input_feeding(string folder, double keyBias)
    {
        using LayerRun<Seq2SeqCell> run = Begin(
            folder, "decoder_luong_input_feeding",
            new() { Cell = ControllerKind.Lstm, Attention = ScoreKind.General, InputFeeding = true });
        int units = run.Golden.Size("C");
        run.Begin(
            new()
            {
                ["attention/key/weight"] = Of("w_score"),
                ["decoder/layer0/weight"] = Beside("w", "w_hidden"),
                ["decoder/layer0/bias"] = Of("bias"),
                ["combine/weight"] = Of("w_combine"),
            },
            new() { ["attention/key/bias"] = new([units], [.. Enumerable.Repeat(keyBias, units)]), ["combine/bias"] = Zeros(units) },
            "encoder/", "bridge/", "output/");
        Seq2SeqStep step = Start(run, run.Input("hidden"), run.Input("cell"), null);
        step.Attentional = run.Input("attentional");
        Unroll(run, step, (t, made) => run.Output("attentional", made.Attentional!, step: t));
    }

    private static LayerRun<Seq2SeqCell> Begin(string folder, string name, Seq2SeqConfig config) =>
        new(folder, name, (golden, scope) => new(
            config with { Units = golden.Size("C"), Bidirectional = false }, new(golden.Size("I"), 1, scope), 1, scope));

    private static Seq2SeqStep Start(
        LayerRun<Seq2SeqCell> run, Variable hidden, Variable? cell, Func<GoldenTensor, GoldenTensor>? annotations)
    {
        SequenceRows rows = new SequenceRows().OfBlocks(run.Golden.Size("B"), run.Golden.Size("K"));
        var step = new Seq2SeqStep { Source = new(), Controller = ControllerState.Rent(run.Tape, 1, skips: false) };
        run.Layer.Show(run.Tape, step.Source, run.Input("annotations", annotations), rows);
        step.Controller.Set(0, hidden, cell);
        return step;
    }

    private static void Unroll(LayerRun<Seq2SeqCell> run, Seq2SeqStep step, Action<int, Seq2SeqStep> made)
    {
        for (int t = 0; t < run.Golden.Size("T"); t++)
        {
            run.Tape.NextStep(t);
            step = run.Layer.Next(run.Tape, run.Input("inputs", step: t), step);
            run.Output("weights", step.Weights!, step: t);
            made(t, step);
        }

        run.Check();
    }

    private static GoldenTensor Zeros(int count) => new([count], new double[count]);
}
