using System.Numerics;

namespace NeuralMemory.Numerics.Tests;

/// <summary>Sums of several vectors at once have the bits of one by one: recorded runs depend on them.</summary>
public sealed unsafe class VectorSumsTests
{
    [Fact]
    public void Sums_of_four_and_of_eight_have_the_bits_of_sums_one_by_one()
    {
        int lanes = Vector<Real>.Count;
        var stream = new RandomStream(StreamKey.FromSeed(1).Split("sums"));
        for (int repetition = 0; repetition < 1000; repetition++)
        {
            using var numbers = new GuardedBuffer(8 * lanes);
            using GuardedBuffer four = new(4), eight = new(8);
            // Of very different sizes, so that another order would round otherwise.
            foreach (ref Real x in numbers.Span)
                x = (Real)(stream.NextGaussian() * Math.Exp(3 * stream.NextGaussian()));
            Real* at = numbers.Pointer;
            VectorSums.Four(
                Vector.Load(at), Vector.Load(at + lanes), Vector.Load(at + 2 * lanes), Vector.Load(at + 3 * lanes), four.Pointer);
            VectorSums.Eight(
                Vector.Load(at), Vector.Load(at + lanes), Vector.Load(at + 2 * lanes), Vector.Load(at + 3 * lanes),
                Vector.Load(at + 4 * lanes), Vector.Load(at + 5 * lanes), Vector.Load(at + 6 * lanes), Vector.Load(at + 7 * lanes),
                eight.Pointer);
            for (int i = 0; i < 8; i++)
            {
                Real expected = Vector.Sum(Vector.Load(at + i * lanes));
                Assert.Equal(expected, eight[i]);
                if (i < 4)
                    Assert.Equal(expected, four[i]);
            }
        }
    }
}
