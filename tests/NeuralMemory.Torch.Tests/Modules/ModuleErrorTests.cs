using NeuralMemory.Autodiff;
using NeuralMemory.Machines;
using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch.Tests;

/// <summary>What somebody's module does wrong is a sentence with its name and place.</summary>
public sealed class ModuleErrorTests
{
    // Libtorch has to be there before a number of it is made.
    private static readonly Scalar One = Engines.Torch.DividesBatches ? 0 : 1;

    private static readonly Dictionary<string, (Func<Tensor, Tensor, ModuleTrace, (Tensor, ModuleState)> Step, string Sentence)> Steps = new()
    {
        ["shape"] = ((logits, hidden, _) => (logits.narrow(1, 0, 1), Hidden(hidden)), "returned [3, 1] for logits, expected [B, O] = [3, 2]"),
        ["dimensions"] = ((logits, hidden, _) => (logits.unsqueeze(0), Hidden(hidden)),
            "returned [1, 3, 2] for logits, expected [B, O] = [3, 2]"),
        ["null"] = ((_, hidden, _) => (null!, Hidden(hidden)), "returned null for logits"),
        ["no state"] = ((logits, _, _) => (logits, null!), "returned null for its state"),
        ["type"] = ((logits, hidden, _) => (logits.to(torch.float64), Hidden(hidden)),
            "returned numbers of the type Float64 for logits, expected Float32"),
        ["rows of the state"] = ((logits, hidden, _) => (logits, Hidden(hidden.narrow(0, 0, 1))),
            "returned [1, 3] for the state 'hidden', expected [B, ...] = [3, ...]"),
        ["detached"] = ((logits, hidden, _) => (logits.detach(), Hidden(hidden)),
            "returned logits without a gradient, so that nothing of it can be trained: are they detached, or made under no_grad?"),
        ["no part"] = ((logits, hidden, _) => (torch.zeros(logits.shape, requires_grad: true).add(logits.detach(), One), Hidden(hidden)),
            "returned logits that none of its parameters has a part in, so that nothing of it can be trained"),
        ["throws"] = ((_, _, _) => throw new InvalidOperationException("no idea\nat all"),
            "failed in Next at time-step 0: no idea (InvalidOperationException)"),
        ["libtorch throws"] = ((logits, hidden, _) => (logits.mm(hidden), Hidden(hidden)),
            "failed in Next at time-step 0: mat1 and mat2 shapes cannot be multiplied (3x2 and 3x3)"),
        ["einsum throws"] = ((logits, hidden, _) => (torch.einsum("ab,bc->ac", logits, hidden), Hidden(hidden)),
            "failed in Next at time-step 0: einsum(): subscript b has size 3 for operand 1 which does not broadcast with previously seen "
            + "size 2"),
        ["bmm throws"] = ((logits, hidden, _) => (logits.unsqueeze(0).bmm(hidden.unsqueeze(0)), Hidden(hidden)),
            "failed in Next at time-step 0: Expected size for first two dimensions of batch2 tensor to be: [1, 2] but got: [1, 3]."),
        ["state is gone"] = ((logits, hidden, _) => (logits, new() { ["other"] = hidden }),
            "failed in Next at time-step 1: the state has no 'hidden'; it has other (Parameter 'name') (ArgumentException)"),
    };

    public static TheoryData<string> Cases => [.. Steps.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step(string name)
    {
        var (step, sentence) = Steps[name];
        using ModuleRig rig = new(new((i, o) => new StepModule(i, o, step: (_, logits, hidden, trace) => step(logits, hidden, trace))));
        Assert.Equal($"the module 'StepModule' {sentence}", rig.Refusal());
    }

    [Fact]
    public void The_start()
    {
        using ModuleRig rig = new(new((i, o) => new StepModule(i, o, start: _ => new() { ["hidden"] = torch.zeros(2, 3) })));
        Assert.Equal("the module 'StepModule' returned [2, 3] for the state 'hidden', expected [B, ...] = [3, ...]", rig.Refusal());
        using ModuleRig throwing = new(new((i, o) => new StepModule(i, o, start: _ => throw new NotSupportedException("no"))));
        Assert.Equal("the module 'StepModule' failed in Start: no (NotSupportedException)", throwing.Refusal());
    }

    [Fact]
    public void A_sequence()
    {
        using ModuleRig rig = new(new((i, o) => new WholeModule(i, o, end: (logits, _, _) => logits.transpose(0, 1))));
        Assert.Equal("the module 'WholeModule' returned [5, 3, 2] for logits, expected [B, T, O] = [3, 5, 2]", rig.Refusal());
        using ModuleRig throwing = new(new((i, o) => new WholeModule(i, o, end: (_, lengths, _) => throw new ArgumentException(
            string.Join(' ', lengths.data<long>().ToArray())))));
        Assert.Equal("the module 'WholeModule' failed in Run: 5 3 2 (ArgumentException)", throwing.Refusal());
        using ModuleRig detached = new(new((i, o) => new WholeModule(i, o, end: (logits, _, _) => logits.detach())));
        Assert.StartsWith("the module 'WholeModule' returned logits without a gradient", detached.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace()
    {
        Assert.Equal("the module 'WholeModule' gave 'a' to the trace as [5, 3, 2], expected [B, T, ...] = [3, 5, ...]: sequences, then steps",
            Traced(trace => trace.Write("a", torch.zeros(5, 3, 2))));
        Assert.Equal("the module 'WholeModule' gave 'hidden' to the trace twice", Traced(trace => trace.Write("hidden", torch.zeros(3, 5, 2))));
        Assert.Equal(
            "the module 'WholeModule' does not give 'heads' to the trace, which its config promises to pictures; it gives hidden, a",
            Traced(trace => trace.Write("a", torch.zeros(3, 5, 2)), "heads"));
        Assert.Equal(
            "the module 'WholeModule' gave 'hidden' to the trace as [3, 3] in a step, and its config promises pictures [B, heads, N] with at "
            + "least 2 heads",
            Traced(_ => { }, "hidden"));

        static string Traced(Action<ModuleTrace> write, string? heads = null)
        {
            using ModuleRig rig = new(new((i, o) => new WholeModule(i, o, end: (logits, _, trace) =>
            {
                write(trace);
                return logits;
            }))
            {
                Heads = heads is null ? [] : [new HeadTrace(heads, 0, 2, "head")],
            });
            return Assert.Throws<EngineException>(() => { rig.Run(new NoTrace()); }).Message;
        }
    }

    [Fact]
    public void A_constructor()
    {
        Assert.Equal("the module 'under-test' failed in Create: there is no such thing (InvalidOperationException)",
            Refused((_, _) => throw new InvalidOperationException("there is no such thing")));
        Assert.Equal("the module 'under-test' returned null from Create", Refused((_, _) => null!));
        Assert.Equal("the module 'Forgetful' has no parameters to train: does its constructor end with RegisterComponents()?",
            Refused((_, _) => new Forgetful()));
        Assert.Equal("the module 'StepModule' has numbers of the type Float64 in its parameter '_cell.weight_ih', expected Float32",
            Refused((i, o) => new StepModule(i, o).to(torch.float64)));

        static string Refused(Func<int, int, MachineModule> make) =>
            Assert.Throws<EngineException>(() => new ModuleUnderTest(make).Declare(2, 2)).Message;
    }

    private static ModuleState Hidden(Tensor hidden) => new() { ["hidden"] = hidden };

    private sealed class Forgetful() : RecurrentModule(nameof(Forgetful))
    {
        private readonly Linear _linear = torch.nn.Linear(2, 2);

        public override ModuleState Start(int sequences, torch.Device device) => new();

        public override (Tensor Logits, ModuleState State) Next(Tensor input, ModuleState state, ModuleTrace trace) =>
            (_linear.forward(input), state);
    }

    private sealed class NoTrace : ITraceWriter
    {
        public void BeginStep(int step)
        {
        }

        public void Write(string name, Variable value)
        {
        }
    }
}
