using System.Numerics;
using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff;

/// <summary>How much each slot was the last one written: p = (1 - sum of w) p' + w (Graves et al. 2016, Methods).</summary>
internal static unsafe class Precedence
{
    /// <summary>Sets p.</summary>
    public static void Forward(Real* precedence, Real* writes, int slots, Real* next)
    {
        Elementwise.Copy(writes, next, slots);
        Elementwise.AddScaled(1 - Elementwise.Sum(writes, slots), precedence, next, slots);
    }

    /// <summary>Adds to the gradients of p' and w.</summary>
    public static void Backward(Real* precedence, Real* writes, Real* dNext, int slots, Real* dPrecedence, Real* dWrites)
    {
        Real shared = Elementwise.Dot(dNext, precedence, slots);
        Elementwise.AddScaled(1 - Elementwise.Sum(writes, slots), dNext, dPrecedence, slots);
        for (int i = 0; i < slots; i += Lanes.Count)
        {
            int left = slots - i;
            Vector<Real> sum = Lanes.Load(dWrites + i, left) + Lanes.Load(dNext + i, left);
            Lanes.Store(sum - Vector.Create(shared), dWrites + i, left);
        }
    }
}
