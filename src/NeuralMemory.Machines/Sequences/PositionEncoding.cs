using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>Adds to embedded rows what tells their places apart, where the kind of positions does so at all.</summary>
internal sealed class PositionEncoding
{
    private readonly SinusoidalTable? _sinusoids;
    private readonly Parameter? _learned;
    private readonly int _width;

    /// <param name="kind">The kind.</param>
    /// <param name="width">E, the numbers of a row.</param>
    /// <param name="places">How many places are known where they are learned.</param>
    /// <param name="scope">Where <c>positions</c> is declared.</param>
    public PositionEncoding(PositionKind kind, int width, int places, ParameterScope scope)
    {
        _width = width;
        if (kind == PositionKind.Sinusoidal)
            _sinusoids = new(width);
        else if (kind == PositionKind.Learned)
            _learned = scope.Tensor("positions", new Shape(places, width), (stream, _) => (Real)(0.02 * stream.NextGaussian()));
    }

    /// <summary>Adds to all rows of a batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[batch.Rows, E]</param>
    /// <param name="batch">The batch.</param>
    public Variable AddTo(Tape tape, Variable x, SequenceBatch batch)
    {
        if (_learned is not null)
        {
            ExpectPlaces(batch.MaxLength);
            return tape.Add(x, tape.Lookup(_learned, PlacesOf(tape, batch)));
        }

        return _sinusoids is null ? x : tape.Add(x, tape.Constant(SinusoidsOf(tape, batch), x.Shape));
    }

    /// <summary>Adds to the rows of a single step.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">[B, E]</param>
    /// <param name="place">The step, from 0.</param>
    public Variable AddAt(Tape tape, Variable x, int place)
    {
        if (_learned is not null)
        {
            ExpectPlaces(place + 1);
            Span<int> places = tape.Rent<Buffer<int>>().Of(x.Rows);
            places.Fill(place);
            return tape.Add(x, tape.Lookup(_learned, places));
        }

        return _sinusoids is null
            ? x
            : tape.Add(x, tape.Constant(_sinusoids.Of(place + 1).Slice(place * _width, _width), x.Shape));
    }

    private void ExpectPlaces(int steps)
    {
        if (steps > _learned!.Shape[0])
            throw new EngineException(
                $"a sequence of {steps} steps has more than the {_learned.Shape[0]} places that the machine has learned; 'machine.places' "
                + "says how many there are, and other kinds of 'machine.positions' know any number");
    }

    private static ReadOnlySpan<int> PlacesOf(Tape tape, SequenceBatch batch)
    {
        Span<int> places = tape.Rent<Buffer<int>>().Of(batch.Rows);
        for (int t = 0; t < batch.MaxLength; t++)
            places.Slice(batch.RowOffset(t), batch.RowsAt(t)).Fill(t);
        return places;
    }

    private ReadOnlySpan<Real> SinusoidsOf(Tape tape, SequenceBatch batch)
    {
        Span<Real> rows = tape.Rent<Buffer<Real>>().Of(batch.Rows * _width);
        ReadOnlySpan<Real> table = _sinusoids!.Of(batch.MaxLength);
        for (int t = 0; t < batch.MaxLength; t++)
            for (int row = batch.RowOffset(t); row < batch.RowOffset(t) + batch.RowsAt(t); row++)
                table.Slice(t * _width, _width).CopyTo(rows[(row * _width)..]);
        return rows;
    }
}
