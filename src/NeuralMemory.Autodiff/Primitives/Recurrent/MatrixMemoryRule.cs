using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>How a matrix memory is cut into heads and forgets.</summary>
/// <param name="Heads">H, at least 1: each has a memory of its own.</param>
/// <param name="Forget">How the forget gate comes of its pre-activation.</param>
public readonly record struct MatrixMemoryRule(int Heads, ForgetGate Forget = ForgetGate.Sigmoid);

/// <summary>
/// What a matrix memory holds between two steps. No gradient goes through the stabiliser, which only says what memory and normaliser are
/// to be multiplied with.
/// </summary>
/// <param name="Memory">[at least B, H, D, V] C, divided by e^m.</param>
/// <param name="Normalizer">[at least B, H, D] n, divided by e^m.</param>
/// <param name="Stabilizer">[at least B, H] m.</param>
public readonly record struct MatrixMemoryState(Variable Memory, Variable Normalizer, Variable Stabilizer);

/// <summary>What a matrix memory did in each row, to be looked at; nothing can be differentiated through it.</summary>
/// <param name="InputGate">[R, H] i, after stabilisation, in [0, 1].</param>
/// <param name="ForgetGate">[R, H] f, after stabilisation, in [0, 1].</param>
/// <param name="Normalizer">[R, H] what a read is divided by.</param>
/// <param name="Memory">[R, H, D, V] C after the row's step; null where nobody looks at it.</param>
public readonly record struct MatrixMemoryLook(Variable InputGate, Variable ForgetGate, Variable Normalizer, Variable? Memory)
{
    /// <summary>Zeros to be filled.</summary>
    internal static MatrixMemoryLook Of(Tape tape, int rows, int heads, Shape? memory) => new(
        tape.Fill(new Shape(rows, heads), 0), tape.Fill(new Shape(rows, heads), 0), tape.Fill(new Shape(rows, heads), 0),
        memory is { } shape ? tape.Fill(shape, 0) : null);
}
