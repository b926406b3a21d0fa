using NeuralMemory.Autodiff;
using NeuralMemory.Machines;

namespace NeuralMemory.Experiments;

/// <summary>Puts the rows of a machine's state in another order: each sequence goes on from what another one has come to.</summary>
/// <param name="tape">The machine's tape, which does not record.</param>
/// <param name="rows">For each sequence the one that it goes on from.</param>
internal sealed class StateRows(Tape tape, int[] rows) : IStateVisitor
{
    public Variable Visit(string name, Variable value) => tape.GatherRows(value, rows.AsSpan(0, value.Rows));

    public Variable? VisitGrown(string name, Variable? value) => value is null ? null : Visit(name, value);

    public int Visit(string name, int place) => place;
}
