using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralMemory.Numerics;

public static unsafe partial class LinkKernels
{
    /// <summary>
    /// <see cref="UpdateGradient"/> for the usual four heads and rows of whole vectors: each row is gone through once, to the same bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourHeadsGradient(
        Real* link, Real* writes, Real* precedence, int slots, Real* reads, Real* next, Real* dForward, Real* dBackward, int stride,
        Real* gradient, Real* dWrites, Real* dPrecedence, Real* dReads)
    {
        int lanes = Vector<Real>.Count;
        Real* reads1 = reads + slots, reads2 = reads1 + slots, reads3 = reads2 + slots;
        Real* back1 = dBackward + stride, back2 = back1 + stride, back3 = back2 + stride;
        Real* dReads1 = dReads + slots, dReads2 = dReads1 + slots, dReads3 = dReads2 + slots;
        for (int i = 0; i < slots; i++, link += slots, next += slots, gradient += slots)
        {
            Vector<Real> f0 = Vector.Create(dForward[i]), f1 = Vector.Create(dForward[stride + i]);
            Vector<Real> f2 = Vector.Create(dForward[2 * stride + i]), f3 = Vector.Create(dForward[3 * stride + i]);
            Vector<Real> r0 = Vector.Create(reads[i]), r1 = Vector.Create(reads1[i]), r2 = Vector.Create(reads2[i]),
                r3 = Vector.Create(reads3[i]);
            Vector<Real> s0 = default, s1 = default, s2 = default, s3 = default, sum = default;
            Vector<Real> written = Vector.Create(writes[i]), kept = Vector.Create(1 - writes[i]);
            int diagonal = i / lanes * lanes;
            // A number stored on its own would make the vectors that are loaded next wait for it: only whole vectors are stored.
            Vector<Real> own = Vector.Equals<Real>(Vector<Real>.Indices, Vector.Create((Real)(i - diagonal)));
            for (int j = 0; j < slots; j += lanes)
            {
                Vector<Real> l = Vector.Load(next + j), b = Vector.Load(dBackward + j);
                Vector<Real> g = Vector.FusedMultiplyAdd(f0, Vector.Load(reads + j), Vector.Load(gradient + j));
                g = Vector.FusedMultiplyAdd(f1, Vector.Load(reads1 + j), g);
                g = Vector.FusedMultiplyAdd(r0, b, g);
                s0 = Vector.FusedMultiplyAdd(l, b, s0);
                b = Vector.Load(back1 + j);
                g = Vector.FusedMultiplyAdd(r1, b, g);
                s1 = Vector.FusedMultiplyAdd(l, b, s1);
                g = Vector.FusedMultiplyAdd(f2, Vector.Load(reads2 + j), g);
                g = Vector.FusedMultiplyAdd(f3, Vector.Load(reads3 + j), g);
                b = Vector.Load(back2 + j);
                g = Vector.FusedMultiplyAdd(r2, b, g);
                s2 = Vector.FusedMultiplyAdd(l, b, s2);
                b = Vector.Load(back3 + j);
                g = Vector.FusedMultiplyAdd(r3, b, g);
                s3 = Vector.FusedMultiplyAdd(l, b, s3);
                Vector.Store(Vector.FusedMultiplyAdd(f0, l, Vector.Load(dReads + j)), dReads + j);
                Vector.Store(Vector.FusedMultiplyAdd(f1, l, Vector.Load(dReads1 + j)), dReads1 + j);
                Vector.Store(Vector.FusedMultiplyAdd(f2, l, Vector.Load(dReads2 + j)), dReads2 + j);
                Vector.Store(Vector.FusedMultiplyAdd(f3, l, Vector.Load(dReads3 + j)), dReads3 + j);
                // The diagonal passes nothing on.
                if (j == diagonal)
                    g = Vector.ConditionalSelect(own, Vector<Real>.Zero, g);
                Vector<Real> old = Vector.Load(link + j);
                sum = Vector.FusedMultiplyAdd(g, Vector.Load(precedence + j) - old, sum);
                Vector.Store(Vector.Load(dWrites + j) - g * old, dWrites + j);
                Vector.Store(Vector.FusedMultiplyAdd(written, g, Vector.Load(dPrecedence + j)), dPrecedence + j);
                Vector.Store((kept - Vector.Load(writes + j)) * g, gradient + j);
            }

            AddTo(dReads + diagonal, own, s0);
            AddTo(dReads1 + diagonal, own, s1);
            AddTo(dReads2 + diagonal, own, s2);
            AddTo(dReads3 + diagonal, own, s3);
            AddTo(dWrites + diagonal, own, sum);
        }
    }

    /// <summary>Adds a vector's sum where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(Real* destination, Vector<Real> mask, Vector<Real> sum) =>
        Vector.Store(Vector.Load(destination) + (mask & Vector.Create(Vector.Sum(sum))), destination);
}
