using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// The inputs of a batch as a machine sees them step by step. On a tape that records, symbols are looked up for all steps at once, so that
/// a table is differentiated once; on another one step by step, so that memory does not grow with the length.
/// </summary>
internal readonly struct BatchInputs
{
    private readonly InputReader? _reader;
    private readonly SequenceBatch _batch;
    private readonly Variable? _whole;

    /// <param name="reader">How the inputs are seen; null for as they are.</param>
    /// <param name="tape">The tape, before the first step.</param>
    /// <param name="batch">The batch.</param>
    public BatchInputs(InputReader? reader, Tape tape, SequenceBatch batch)
    {
        _reader = reader is { HasSymbols: true } ? reader : null;
        _batch = batch;
        _whole = _reader is not null && tape.IsRecording ? _reader.Read(tape, batch, 0, batch.Rows) : null;
    }

    /// <summary>The rows of a step.</summary>
    public Variable At(Tape tape, int step) => _whole is not null ? tape.RowsOfStep(_whole, _batch, step)
        : _reader is not null ? _reader.Read(tape, _batch, _batch.RowOffset(step), _batch.RowsAt(step))
        : tape.Inputs(_batch, _batch.RowOffset(step), _batch.RowsAt(step));
}
