using System.Numerics;

namespace NeuralMemory.Experiments.Tests;

/// <summary>What of a machine decides the last bits of the numbers that it computes.</summary>
internal static class Arithmetic
{
    /// <summary>
    /// The same on two machines where the engine computes the same bits: how many numbers a vector has, whether a product and a sum are
    /// rounded once where they may be, and the bits of the functions of the runtime and the system.
    /// </summary>
    public static string Here { get; } = $"{Vector<float>.Count} lanes, {(IsFused ? "fused" : "not fused")}, functions {Functions:x16}";

    /// <summary>A square less its rounded self: rounded once, what the rounding lost is left.</summary>
    private static bool IsFused
    {
        get
        {
            Vector<float> x = new(1.0001f);
            return Vector.MultiplyAddEstimate(x, x, -(x * x)) != Vector<float>.Zero;
        }
    }

    private static ulong Functions
    {
        get
        {
            ulong hash = 14695981039346656037;
            for (int i = 1; i <= 2000; i++)
            {
                double x = 37.0 / i - 3;
                Add(Math.Exp(x));
                Add(Math.Log(Math.Abs(x)));
                Add(Math.Cos(x));
                Add(Math.Pow(i, x));
                Add(MathF.Exp((float)x));
                Add(Vector.Exp(new Vector<float>((float)x))[0]);
                Add(Vector.Log(new Vector<float>(i))[0]);
            }

            return hash;

            void Add(double y) => hash = (hash ^ BitConverter.DoubleToUInt64Bits(y)) * 1099511628211;
        }
    }
}
