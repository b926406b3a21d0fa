using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>What a Perceiver reads of each step: its input, and Fourier features of where it stands.</summary>
internal sealed class PerceiverInputs
{
    private readonly FourierFeatures _features;
    private readonly int _inputWidth, _coordinates, _places;
    private readonly bool _hasTime;

    private readonly InputReader _reader;

    /// <param name="config">The machine.</param>
    /// <param name="reader">How inputs are seen.</param>
    public PerceiverInputs(PerceiverConfig config, InputReader reader)
    {
        _reader = reader;
        _features = new(config.Bands, config.MaxFrequency);
        (_inputWidth, _coordinates, _places, _hasTime) = (reader.Layout.Width, config.Coordinates, config.Places, config.Time);
    }

    /// <summary>How many numbers it has of a step.</summary>
    public int Width => _reader.Width + FeatureWidth;

    private int FeatureWidth => (_coordinates + (_hasTime ? 1 : 0)) * _features.Width;

    /// <summary>[batch.Rows, Width] of all steps.</summary>
    public Variable Of(Tape tape, SequenceBatch batch)
    {
        Variable inputs = _reader.Read(tape, batch, 0, batch.Rows);
        if (FeatureWidth == 0)
            return inputs;
        Variable all = tape.NewKept(new Shape(batch.Rows, Width));
        tape.RowsInto(all, 0, inputs, FeaturesOf(tape, batch));
        return all;
    }

    private Variable FeaturesOf(Tape tape, SequenceBatch batch)
    {
        int width = FeatureWidth;
        Span<Real> rows = tape.Rent<Buffer<Real>>().Of(batch.Rows * width);
        for (int t = 0; t < batch.MaxLength; t++)
            for (int row = batch.RowOffset(t); row < batch.RowOffset(t) + batch.RowsAt(t); row++)
                Write(batch.InputRow(row), t, rows.Slice(row * width, width));
        return tape.Constant(rows, new Shape(batch.Rows, width));
    }

    private void Write(ReadOnlySpan<Real> input, int step, Span<Real> features)
    {
        int at = 0;
        foreach (Real coordinate in input[(_inputWidth - _coordinates)..])
            _features.Write(coordinate, features.Slice(_features.Width * at++, _features.Width));
        if (_hasTime)
            _features.Write(2.0 * step / (_places - 1) - 1, features[(_features.Width * at)..]);
    }
}
