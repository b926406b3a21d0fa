using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>The parts that a Transformer's layout has, and the answer.</summary>
internal sealed class TransformerParts
{
    private readonly TransformerStack? _encoder, _decoder;

    public TransformerParts(TransformerConfig config, InputReader inputs, int outputWidth, ParameterScope scope)
    {
        Expect(config);
        if (config.Layout != TransformerLayout.Decoder)
            _encoder = new(config, "encoder", inputs, false, new(IsCausal: false, config.Window), scope.Child("encoder"));
        if (config.Layout != TransformerLayout.Encoder)
            _decoder = new(
                config, "decoder", inputs, _encoder is not null, new(IsCausal: true, config.Window), scope.Child("decoder"));
        Inputs = inputs;
        Output = scope.Linear("output", config.Width, outputWidth, LinearInitializer.Default, uniform: true);
    }

    /// <summary>How the inputs are seen.</summary>
    public InputReader Inputs { get; }

    /// <summary>The answer from what the last layer made.</summary>
    public Parameter Output { get; }

    /// <summary>The decoder.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public TransformerStack Decoder => _decoder ?? throw new InvalidOperationException("an encoder alone does not go step by step");

    /// <summary>What the last layer makes of all steps: [batch.Rows, E].</summary>
    public Variable Run(Tape tape, SequenceBatch batch, RowTrace? trace) => _decoder is null
        ? _encoder!.Run(tape, batch, null, trace)
        : _decoder.Run(tape, batch, Read(tape, batch), trace);

    /// <summary>What the encoder makes of the source, or, where there is none, of the batch itself; null without an encoder.</summary>
    public SourceMemory? Read(Tape tape, SequenceBatch batch)
    {
        if (_encoder is null)
            return null;
        SequenceRows rows = tape.Rent<SequenceRows>();
        rows = batch.Source is null ? rows.OfBatch(batch) : rows.OfSource(batch);
        return SourceMemory.Of(tape, _encoder.Run(tape, batch.Source ?? batch, null, null), rows, Decoder.Layers);
    }

    private static void Expect(TransformerConfig config)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Heads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(config.Hidden, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(config.Dropout);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(config.Dropout, 1);
        if (config.Width < 1 || config.Width % config.Heads != 0)
            throw new ArgumentException($"{config.Heads} heads do not divide the width {config.Width}", nameof(config));
    }
}
