using System.Reflection;
using NeuralMemory.Testing;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>What every primitive must do, whichever it is.</summary>
public sealed class EveryPrimitiveTests
{
    public static TheoryData<string, int> Cases => Number(PrimitiveCases.All);

    /// <summary>
    /// All but those that own their input, whose place is used for the results, or for its gradient; and but what draws anew at each call.
    /// </summary>
    public static TheoryData<string, int> CasesThatShareInputs =>
        Number(PrimitiveCases.All.Where(
            primitive => primitive.Key is not (nameof(Tape.LstmGates) or nameof(Tape.Interface) or nameof(Tape.Dropout))));

    /// <summary>The methods of a tape that are no primitives: what makes leaves, and what drives a pass.</summary>
    private static readonly string[] Others =
    [
        nameof(Tape.Reset), nameof(Tape.Continue), nameof(Tape.NextStep), nameof(Tape.Unroll), nameof(Tape.Rent), nameof(Tape.Inputs),
        nameof(Tape.Constant), nameof(Tape.Fourier), nameof(Tape.InputLengths), nameof(Tape.SparseTouched), nameof(Tape.SparseSetTouched),
        nameof(Tape.LinksListed), nameof(Tape.SetLinksListed),
        nameof(Tape.Fill), nameof(Tape.Use), nameof(Tape.NewKept), nameof(Tape.Backward), nameof(Tape.BackwardFromSeeds), nameof(Tape.Seed),
        nameof(Tape.Learn), nameof(Tape.Reward), nameof(Tape.FindNonFinite), nameof(Tape.FindNonFiniteGradient),
        nameof(Tape.Dispose),
    ];

    [Fact]
    public void Every_primitive_has_a_case() => Assert.Equal(
        typeof(Tape).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName).Select(method => method.Name).Distinct().Except(Others).Order(),
        PrimitiveCases.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_passes_on_one_tape_give_the_same_bits(string name, int index)
    {
        PrimitiveCase primitive = PrimitiveCases.All[name][index];
        using var trial = new PrimitiveTrial(primitive);
        double[][] inputs = trial.DrawInputs(1), others = trial.DrawInputs(2);
        Real[][] first = trial.Pass(inputs);
        trial.Pass(others);
        Real[][] again = trial.Pass(inputs);
        Assert.Equal(first, again);
    }

    /// <summary>Gradients add up: a second use of an input doubles what reaches it.</summary>
    [Theory]
    [MemberData(nameof(CasesThatShareInputs))]
    public void A_gradient_that_is_there_already_is_added_to(string name, int index)
    {
        PrimitiveCase primitive = PrimitiveCases.All[name][index];
        using PrimitiveTrial once = new(primitive), twice = new(primitive, calls: 2);
        Real[][] single = once.Pass(once.DrawInputs(3)), both = twice.Pass(twice.DrawInputs(3));
        for (int i = 0; i < single.Length; i++)
            for (int j = 0; j < single[i].Length; j++)
                Assert.Equal(2 * single[i][j], both[i][j], 1e-4);
    }

    /// <summary>An input that needs no gradient changes nothing for the others.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_input_may_be_the_only_one_that_is_differentiated(string name, int index)
    {
        PrimitiveCase primitive = PrimitiveCases.All[name][index];
        using var all = new PrimitiveTrial(primitive);
        double[][] inputs = all.DrawInputs(6);
        Real[][] expected = all.Pass(inputs);
        for (int i = 0; i < primitive.Inputs.Count; i++)
        {
            using var one = new PrimitiveTrial(primitive, only: i);
            Real[][] gradients = one.Pass(inputs);
            // Another tile of a matrix product rounds in another way.
            Close.Within(Close.IsDouble ? 1e-13 : 1e-5, Array.ConvertAll(expected[i], x => (double)x), gradients[i],
                $"gradient of input {i}");
            Assert.All(Enumerable.Range(0, primitive.Inputs.Count).Where(j => j != i),
                j => Assert.Equal(new Real[expected[j].Length], gradients[j]));
            Assert.Equal(expected[primitive.Inputs.Count..], gradients[primitive.Inputs.Count..]);
        }
    }

    private static TheoryData<string, int> Number(IEnumerable<KeyValuePair<string, PrimitiveCase[]>> primitives)
    {
        var data = new TheoryData<string, int>();
        foreach ((string name, PrimitiveCase[] cases) in primitives)
            for (int i = 0; i < cases.Length; i++)
                data.Add(name, i);
        return data;
    }
}
