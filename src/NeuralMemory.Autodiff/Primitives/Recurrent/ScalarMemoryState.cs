using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>
/// What a scalar memory holds between two steps. No gradient goes through the stabiliser, which only says what cell and normaliser are to
/// be multiplied with.
/// </summary>
/// <param name="Hidden">[at least B, C] h.</param>
/// <param name="Cell">[at least B, C] c, divided by e^m.</param>
/// <param name="Normalizer">[at least B, C] n, divided by e^m.</param>
/// <param name="Stabilizer">[at least B, C] m.</param>
public readonly record struct ScalarMemoryState(Variable Hidden, Variable Cell, Variable Normalizer, Variable Stabilizer);

/// <summary>What a scalar memory did in each row, to be looked at; nothing can be differentiated through it.</summary>
/// <param name="InputGate">[R, C] i, after stabilisation, in [0, 1].</param>
/// <param name="ForgetGate">[R, C] f, after stabilisation, in [0, 1].</param>
/// <param name="Normalizer">[R, C] n after the row's step.</param>
/// <param name="Cell">[R, C] c after the row's step.</param>
public readonly record struct ScalarMemoryLook(Variable InputGate, Variable ForgetGate, Variable Normalizer, Variable Cell)
{
    /// <summary>Zeros to be filled.</summary>
    internal static ScalarMemoryLook Of(Tape tape, Shape shape) =>
        new(tape.Fill(shape, 0), tape.Fill(shape, 0), tape.Fill(shape, 0), tape.Fill(shape, 0));
}
