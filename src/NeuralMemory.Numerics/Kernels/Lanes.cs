using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

/// <summary>
/// A vector at the end of a row whose length is no multiple of a vector's: with it a loop over slots is written once, not once for
/// vectors and once for what is left over.
/// </summary>
public static unsafe class Lanes
{
    /// <summary>The numbers of one vector.</summary>
    public static int Count => Vector<Real>.Count;

    /// <summary>The numbers at <paramref name="source"/>; zeros past the first <paramref name="left"/>, which are not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<Real> Load(Real* source, int left) => left >= Count ? Vector.Load(source) : LoadFew(source, left);

    /// <summary>Writes the first <paramref name="left"/> numbers of a vector, at most all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<Real> vector, Real* destination, int left)
    {
        if (left >= Count)
            Vector.Store(vector, destination);
        else
            StoreFew(vector, destination, left);
    }

    private static Vector<Real> LoadFew(Real* source, int left)
    {
        Vector<Real> result = Vector<Real>.Zero;
        for (int i = 0; i < left; i++)
            ((Real*)&result)[i] = source[i];
        return result;
    }

    private static void StoreFew(Vector<Real> vector, Real* destination, int left)
    {
        for (int i = 0; i < left; i++)
            destination[i] = ((Real*)&vector)[i];
    }
}
