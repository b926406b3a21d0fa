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
        Span<Variable> parts = tape.Rent<Buffer<Variable>>().Of(1 + _coordinates + (_hasTime ? 1 : 0));
        parts[0] = inputs;
        for (int i = 0; i < _coordinates; i++)
            parts[1 + i] = tape.Fourier(batch, _inputWidth - _coordinates + i, _features.Frequencies);
        if (_hasTime)
            parts[^1] = TimeOf(tape, batch);
        tape.RowsInto(all, 0, parts);
        return all;
    }

    private Variable TimeOf(Tape tape, SequenceBatch batch)
    {
        int width = _features.Width;
        Span<Real> rows = tape.Rent<Buffer<Real>>().Of(batch.Rows * width);
        for (int t = 0; t < batch.MaxLength; t++)
        {
            Span<Real> first = rows.Slice(batch.RowOffset(t) * width, width);
            _features.Write(2.0 * t / (_places - 1) - 1, first);
            for (int row = batch.RowOffset(t) + 1; row < batch.RowOffset(t) + batch.RowsAt(t); row++)
                first.CopyTo(rows[(row * width)..]);
        }

        return tape.Constant(rows, new Shape(batch.Rows, width));
    }
}
