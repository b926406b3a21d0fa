using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>How a decoder looks at what the encoder made of the source: a score, and a window around a place if wanted.</summary>
internal sealed class SourceAttention
{
    // A strength is about 3 at first: of a handful of places, none has all the weight yet, and none has lost its own.
    private static readonly InterfaceLayout StrengthLayout = new(new Signal("strength", 1, 1, SignalRange.Strength, Bias: 3));
    private readonly ScoreKind _kind;
    private readonly Parameter? _query, _key, _direction, _strength, _aim, _place;
    private readonly int? _window;
    private readonly Autodiff.Normalization _normalization;

    /// <param name="config">The machine.</param>
    /// <param name="annotationWidth">The numbers of an annotation.</param>
    /// <param name="scope">Where its parameters are declared.</param>
    public SourceAttention(Seq2SeqConfig config, int annotationWidth, ParameterScope scope)
    {
        (_kind, _window, _normalization) = (config.Attention, config.Window, config.Weights.Rule);
        int units = config.Units;
        if (_kind != ScoreKind.Dot)
            _key = scope.Linear("key", annotationWidth, units, LinearInitializer.Default);
        if (_kind is ScoreKind.Bahdanau or ScoreKind.Concat)
        {
            _query = scope.Linear("query", units, units, LinearInitializer.Default);
            double bound = 1 / Math.Sqrt(units);
            _direction = scope.Tensor("direction", new Shape(units), (stream, _) => (Real)stream.NextDouble(-bound, bound));
        }

        if (_kind == ScoreKind.Cosine)
            _strength = scope.Linear("strength", units, StrengthLayout.Width, StrengthLayout.Initializer);
        if (_window is null)
            return;
        _aim = scope.Linear("aim", units, units, LinearInitializer.Default);
        _place = scope.Linear("place", units, 1, LinearInitializer.Default);
    }

    /// <summary>Prepares keys of the annotations, kept for all steps.</summary>
    public Variable KeysOf(Tape tape, Variable annotations)
    {
        if (_key is null)
            return annotations;
        Variable keys = tape.NewKept(new Shape(annotations.Rows, _key.Shape[0]));
        tape.LinearInto(_key, keys, 0, annotations);
        return keys;
    }

    /// <summary>The weights [B, 1, K] of a state.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="state">[B, C]</param>
    /// <param name="source">What is looked at.</param>
    /// <param name="rows">A row for each sequence.</param>
    public Variable WeightsOf(Tape tape, Variable state, DecoderSource source, SequenceRows rows)
    {
        Variable scores = ScoresOf(tape, state, source, rows);
        return _window is { } window
            ? tape.LocalWeights(scores, CentresOf(tape, state, source), rows, source.Rows, window)
            : tape.AttentionWeights(scores, rows, source.Rows, normalization: _normalization);
    }

    private Variable ScoresOf(Tape tape, Variable state, DecoderSource source, SequenceRows rows)
    {
        if (_direction is not null)
            return tape.AdditiveScores(tape.Linear(_query!, state), source.Keys, tape.Use(_direction), rows, source.Rows, 1);
        if (_strength is null)
            return tape.DotScores(state, source.Keys, rows, source.Rows, 1, 1);
        SignalValues signals = tape.Rent<SignalValues>();
        signals.Split(tape, tape.Linear(_strength, state), StrengthLayout);
        return tape.CosineScores(state, source.Keys, signals[0], rows, source.Rows, 1);
    }

    /// <summary>S sigmoid(v . tanh(W h)): the places aimed at, [B, 1] (Luong et al. 2015, equation 9).</summary>
    private Variable CentresOf(Tape tape, Variable state, DecoderSource source)
    {
        Variable share = tape.Sigmoid(tape.Linear(_place!, tape.Tanh(tape.Linear(_aim!, state))));
        Span<Real> lengths = tape.Rent<Buffer<Real>>().Of(state.Rows);
        for (int sequence = 0; sequence < lengths.Length; sequence++)
            lengths[sequence] = source.Rows.Count(sequence);
        return tape.Multiply(share, tape.Constant(lengths, share.Shape));
    }
}

/// <summary>What a decoder looks at, the same at every step.</summary>
internal sealed class DecoderSource
{
    /// <summary>[R, A] what the encoder made of each step of the source.</summary>
    public Variable Annotations { get; private set; } = null!;

    /// <summary>[R, C] what states are compared with.</summary>
    public Variable Keys { get; private set; } = null!;

    /// <summary>Which rows belong to each sequence.</summary>
    public SequenceRows Rows { get; private set; } = null!;

    /// <summary>Sets all of it.</summary>
    public void Set(Variable annotations, Variable keys, SequenceRows rows) => (Annotations, Keys, Rows) = (annotations, keys, rows);

    /// <summary>Shows what is looked at.</summary>
    public void VisitState(IStateVisitor visitor)
    {
        visitor.VisitKept("source/annotations", Annotations);
        if (Keys != Annotations)
            visitor.VisitKept("source/keys", Keys);
    }
}
