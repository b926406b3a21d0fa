using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using NeuralMemory.Numerics;

namespace NeuralMemory.Experiments;

/// <summary>Puts the rows of a machine's state in another order: each sequence goes on from what another one has come to.</summary>
/// <param name="tape">The machine's tape, which does not record.</param>
/// <param name="rows">For each sequence the one that it goes on from.</param>
internal sealed class StateRows(Tape tape, int[] rows) : IStateVisitor
{
    public Variable Visit(string name, Variable value)
    {
        Shape shape = value.Shape;
        int length = shape.Count / shape[0];
        Real[] source = value.Span.ToArray(), result = new Real[source.Length];
        for (int i = 0; i < shape[0]; i++)
            source.AsSpan(rows[i] * length, length).CopyTo(result.AsSpan(i * length));
        return tape.Constant(result, shape);
    }

    public int Visit(string name, int place) => place;
}
