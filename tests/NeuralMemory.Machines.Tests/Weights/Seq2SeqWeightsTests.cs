using static NeuralMemory.Machines.Tests.PageMath;

namespace NeuralMemory.Machines.Tests;

/// <summary>The recurrent encoder and decoder, computed from their arrays as <c>WEIGHTS.md</c> says.</summary>
public sealed class Seq2SeqWeightsTests
{
    private static readonly Seq2SeqConfig Small = new() { Units = 6 };

    private static readonly Dictionary<string, Seq2SeqConfig> Machines = new()
    {
        ["bahdanau"] = Small with { Layers = 2 },
        ["none"] = Small with { Attention = ScoreKind.None, Cell = ControllerKind.Lstm },
        ["dot, fed, hyper-lstm"] = Small with
        {
            Attention = ScoreKind.Dot,
            Bidirectional = false,
            Cell = ControllerKind.HyperLstm,
            InputFeeding = true,
        },
        ["general, window"] = Small with { Attention = ScoreKind.General, Window = 1, Cell = ControllerKind.SecondOrder },
        ["general, the best two"] = Small with { Attention = ScoreKind.General, Weights = new TopWeightsConfig { Most = 2 } },
        ["concat, fed"] = Small with { Attention = ScoreKind.Concat, InputFeeding = true, Cell = ControllerKind.MultiplicativeLstm },
        ["cosine"] = Small with { Attention = ScoreKind.Cosine, Cell = ControllerKind.Lstm, Weights = new HardWeightsConfig() },
        ["sampled"] = Small with { Weights = new SampledWeightsConfig() },
    };

    public static TheoryData<string> Names => [.. Machines.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Three_steps_come_of_the_arrays(string name) => Check(Machines[name], hasSource: true);

    [Fact]
    public void Without_a_source_the_inputs_are_read() => Check(Small, hasSource: false);

    private static void Check(Seq2SeqConfig config, bool hasSource)
    {
        using var rig = new PageRig(config, hasSource);
        var machine = new PageSeq2Seq(rig.Weights, config, rig.Source);
        rig.Check(rig.X.Select(machine.Next));
    }

    private sealed class PageSeq2Seq
    {
        private readonly SavedWeights _saved;
        private readonly Seq2SeqConfig _config;
        private readonly double[][] _annotations;
        private readonly PageController _decoder;
        private double[] _attentional;

        public PageSeq2Seq(SavedWeights saved, Seq2SeqConfig config, double[][] source)
        {
            (_saved, _config, _attentional) = (saved, config, new double[config.Units]);
            ControllerConfig layers = new() { Kind = config.Cell, Units = config.Units };
            double[][] forward = Read("encoder/forward/", source), backward = [.. source.Select(_ => Array.Empty<double>())];
            if (config.Bidirectional)
                backward = [.. Read("encoder/backward/", source.Reverse()).Reverse()];
            _annotations = [.. forward.Zip(backward, (f, b) => (double[])[.. f, .. b])];
            _decoder = PageController.Of(saved, "decoder/", layers);
            double[] end = [.. forward[^1], .. backward[0]];
            for (int i = 0; i < config.Layers; i++)
                _decoder.Begin(i, Tanh(saved.Linear($"bridge/hidden{i}", end)),
                    saved.Has($"bridge/cell{i}/weight") ? Tanh(saved.Linear($"bridge/cell{i}", end)) : null);

            double[][] Read(string path, IEnumerable<double[]> steps)
            {
                PageController controller = PageController.Of(saved, path, layers);
                return [.. steps.Select(x => (double[])[.. controller.Next(x)])];
            }
        }

        public double[] Next(double[] x)
        {
            if (_config.Attention == ScoreKind.Bahdanau)
            {
                double[] seen = Look(_decoder.Last);
                return _saved.Linear("output", _decoder.Next(x, seen), seen);
            }

            double[] t = _config.InputFeeding ? _decoder.Next(x, _attentional) : _decoder.Next(x);
            if (_config.Attention == ScoreKind.None)
                return _saved.Linear("output", t);
            _attentional = Tanh(_saved.Linear("combine", Look(t), t));
            return _saved.Linear("output", _attentional);
        }

        private double[] Look(double[] t)
        {
            double[] scores = [.. _annotations.Select(annotation => Score(t, annotation))];
            return Mix(_config.Window is { } window ? Near(t, scores, window) : PageWeighing.Of(_config.Weights)(scores), _annotations);
        }

        private double Score(double[] t, double[] annotation) => _config.Attention switch
        {
            ScoreKind.Dot => Dot(t, annotation),
            ScoreKind.General => Dot(t, _saved.Linear("attention/key", annotation)),
            ScoreKind.Cosine =>
                Softplus(_saved.Linear("attention/strength", t)[0]) * Cosine(t, _saved.Linear("attention/key", annotation)),
            _ => Dot(
                _saved["attention/direction"],
                Tanh(Sum(_saved.Linear("attention/query", t), _saved.Linear("attention/key", annotation)))),
        };

        private double[] Near(double[] t, double[] scores, int window)
        {
            double share = Sigmoid(_saved.Linear("attention/place", Tanh(_saved.Linear("attention/aim", t)))[0]);
            double centre = scores.Length * share;
            int[] near = [.. Enumerable.Range(0, scores.Length).Where(j => Math.Abs(j - centre) <= window)];
            double[] soft = Softmax([.. near.Select(j => scores[j])]), weights = new double[scores.Length];
            for (int i = 0; i < near.Length; i++)
                weights[near[i]] = soft[i] * Math.Exp(-2 * (near[i] - centre) * (near[i] - centre) / (window * window));
            return weights;
        }
    }
}
