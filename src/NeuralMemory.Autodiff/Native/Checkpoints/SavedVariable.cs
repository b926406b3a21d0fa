using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>A variable of a state that was kept.</summary>
/// <param name="Kept">The variable itself where it lasts as long as the pass; null where its numbers were copied.</param>
/// <param name="First">The place in the state where the same variable came first.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">The copy.</param>
/// <param name="NeedsGradient">Whether anything that is trained lies behind it.</param>
internal readonly record struct SavedVariable(NativeVariable? Kept, int First, Shape Shape, nint Values, bool NeedsGradient);
