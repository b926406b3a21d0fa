using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Machines;

/// <summary>
/// How a machine sees its inputs: as they are, but in place of a symbol's number the symbol's row of a table that is trained, E numbers; of
/// no symbol zeros. The rows begin as normal draws of variance 1: as large as other inputs.
/// </summary>
public sealed class InputReader
{
    private readonly int[] _columns;
    private readonly Parameter[] _tables;

    /// <param name="layout">The inputs.</param>
    /// <param name="embedding">E, at least 1.</param>
    /// <param name="scope">Where <c>embedding/token</c>, [N, E], is declared, and likewise for other symbols.</param>
    public InputReader(InputLayout layout, int embedding, ParameterScope scope)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentOutOfRangeException.ThrowIfLessThan(embedding, 1);
        Layout = layout;
        _columns = [.. layout.Symbols.Select(symbol => symbol.Column)];
        _tables =
        [
            .. layout.Symbols.Select(symbol => scope.Child(ScopeName)
                .Table(symbol.Name, new Shape(symbol.Count, embedding), (stream, _) => (Real)stream.NextGaussian())),
        ];
        Width = layout.Width + _columns.Length * (embedding - 1);
    }

    /// <summary>Below which name the tables are declared.</summary>
    public const string ScopeName = "embedding";

    /// <summary>What the inputs hold.</summary>
    public InputLayout Layout { get; }

    /// <summary>How wide a row is that the machine sees.</summary>
    public int Width { get; }

    /// <summary>Whether any column holds symbols.</summary>
    public bool HasSymbols => _columns.Length > 0;

    /// <summary>What the machine sees of the inputs [B, I] of a step.</summary>
    /// <returns>[B, <see cref="Width"/>]</returns>
    public Variable Read(Tape tape, Variable inputs) => HasSymbols ? tape.Embed(inputs, _columns, _tables) : inputs;

    /// <summary>What the machine sees of some rows of a batch.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rows">B, how many rows.</param>
    /// <returns>[B, <see cref="Width"/>]</returns>
    public Variable Read(Tape tape, SequenceBatch batch, int row, int rows) => Read(tape, tape.Inputs(batch, row, rows));
}
