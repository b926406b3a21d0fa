using NeuralMemory.Numerics;

namespace NeuralMemory.Autodiff.Tests;

/// <summary>
/// Primitives that use the place of an input: what another node still needs is refused in the forward pass, where it would otherwise give a
/// gradient that is silently wrong.
/// </summary>
public sealed class ConsumedInputTests
{
    private const int Units = 3;

    private static readonly InterfaceLayout Layout = new(new Signal("gates", 1, 4 * Units, SignalRange.Gate));

    public static TheoryData<string> Consumers => [nameof(Tape.LstmGates), nameof(Tape.Interface)];

    [Theory]
    [MemberData(nameof(Consumers))]
    public void A_result_that_its_own_node_retains_is_refused(string consumer) =>
        AssertRefused(consumer, (tape, x) => tape.Tanh(x));

    [Theory]
    [MemberData(nameof(Consumers))]
    public void A_result_that_has_another_use_is_refused(string consumer) => AssertRefused(consumer, (tape, x) =>
    {
        tape.Tanh(x);
        return x;
    });

    [Theory]
    [MemberData(nameof(Consumers))]
    public void A_parameter_is_refused(string consumer) =>
        AssertRefused(consumer, (tape, _) => tape.Use(tape.Parameters.Items[0]));

    [Theory]
    [MemberData(nameof(Consumers))]
    public void A_view_of_other_rows_is_refused(string consumer) => AssertRefused(consumer, (tape, x) => tape.Rows(x, 0, 1));

    [Theory]
    [MemberData(nameof(Consumers))]
    public void What_was_consumed_has_no_further_use(string consumer)
    {
        using Workbench bench = New();
        Variable x = Input(bench);
        Consume(consumer, bench, x);
        Assert.Contains("was overwritten", Assert.Throws<ArgumentException>(() => bench.Tape.Tanh(x)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Consume(consumer, bench, x));
    }

    [Fact]
    public void Rows_are_written_before_anything_reads_them_and_only_to_what_is_kept()
    {
        using Workbench bench = New();
        Variable kept = bench.Tape.NewKept(new Shape(2, 4 * Units));
        bench.Tape.RowsInto(kept, 0, Input(bench));
        bench.Tape.RowsInto(kept, 1, Input(bench));
        bench.Tape.Tanh(kept);
        Assert.Contains("before anything reads it",
            Assert.Throws<ArgumentException>(() => bench.Tape.RowsInto(kept, 1, Input(bench))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => bench.Tape.RowsInto(Input(bench), 0, Input(bench)));
    }

    private static void AssertRefused(string consumer, Func<Tape, Variable, Variable> make)
    {
        using Workbench bench = New();
        Variable x = make(bench.Tape, Input(bench));
        string message = Assert.Throws<ArgumentException>(() => Consume(consumer, bench, x)).Message;
        Assert.StartsWith(consumer, message, StringComparison.Ordinal);
        Assert.Contains("is overwritten here", message, StringComparison.Ordinal);
    }

    private static Workbench New() => new(scope => scope.Tensor("numbers", new Shape(1, 4 * Units), (_, _) => 1));

    private static Variable Input(Workbench bench) => bench.Input(new double[4 * Units], new Shape(1, 4 * Units));

    private static void Consume(string consumer, Workbench bench, Variable x)
    {
        if (consumer == nameof(Tape.LstmGates))
            bench.Tape.LstmGates(x, bench.Tape.Fill(new Shape(1, Units), 0));
        else
            bench.Tape.Interface(x, Layout, new Variable[1]);
    }
}
