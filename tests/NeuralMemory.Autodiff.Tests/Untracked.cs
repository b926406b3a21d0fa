using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>Constants that have no gradient, on a tape whose inputs have one.</summary>
internal static class Untracked
{
    public static Variable Constant(Tape tape, Real[] values, Shape shape)
    {
        bool tracked = tape.TracksInputs;
        tape.TracksInputs = false;
        Variable constant = tape.Constant(values, shape);
        tape.TracksInputs = tracked;
        return constant;
    }
}
