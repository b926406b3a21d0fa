using NeuralMemory.Machines;
using TorchSharp;
using TorchSharp.Modules;
using Tensor = TorchSharp.torch.Tensor;

namespace NeuralMemory.Torch.Tests;

/// <summary>What a module keeps besides its parameters: copied exactly, set again, and changed by passes of training alone.</summary>
public sealed class ModuleBufferTests
{
    [Fact]
    public void Buffers_of_any_type_and_frozen_parameters_are_kept_and_other_tensors_are_not()
    {
        using ModuleRig rig = New();
        IReadOnlyList<MachineBuffer> buffers = rig.Machine.Buffers!.Copy();
        Assert.Equal(
            [
                ("buffer/_frozen", "3"), ("buffer/_mean", "2"), ("buffer/_count", "8"), ("buffer/_odd", "1 8"),
                ("buffer/_norm.running_mean", "2"), ("buffer/_norm.running_var", "2"), ("buffer/_norm.num_batches_tracked", "8"),
            ],
            buffers.OrderBy(buffer => Array.IndexOf(Order, buffer.Name)).Select(buffer => (buffer.Name, string.Join(' ', buffer.Shape))));
        Assert.DoesNotContain(rig.Machine.Parameters.Tensors, tensor => tensor.Name == "_frozen");
        Assert.All(buffers, buffer => Assert.Equal(buffer.Shape.Aggregate(1, (product, each) => product * each), buffer.Numbers.Length));
    }

    [Fact]
    public void What_is_copied_can_be_set_in_another_machine_to_the_same_bits()
    {
        using ModuleRig one = New(), other = New();
        one.Learn();
        one.Learn();
        Assert.NotEqual(Numbers(one), Numbers(other));
        other.Machine.Buffers!.Set(one.Machine.Buffers!.Copy());
        Assert.Equal(Numbers(one), Numbers(other));
        Assert.Equal(one.Run(), other.Run());
        // 2^53 + 1 and more are no numbers of single precision.
        Assert.Equal(Counting.First + 2, BitConverter.ToInt64(Bytes(other, "buffer/_count")));
        Assert.Equal(0.1, BitConverter.ToDouble(Bytes(other, "buffer/_odd")));
    }

    [Fact]
    public void An_evaluation_leaves_them_as_they_were()
    {
        using ModuleRig rig = New();
        rig.Learn();
        float[] before = Numbers(rig);
        rig.Run();
        Assert.Equal(before, Numbers(rig));
    }

    [Fact]
    public void A_pass_of_training_can_be_undone()
    {
        using ModuleRig rig = New();
        rig.Learn();
        float[] before = Numbers(rig);
        rig.Learn();
        Assert.NotEqual(before, Numbers(rig));
        rig.Machine.Buffers!.Undo();
        Assert.Equal(before, Numbers(rig));
    }

    [Fact]
    public void A_tensor_with_two_names_is_one_parameter()
    {
        using ModuleRig rig = new(new((_, _) => new Tied()));
        Assert.Equal(["_again", "_linear.bias"], rig.Machine.Parameters.Tensors.Select(tensor => tensor.Name));
        Assert.Contains(rig.Learn().Gradients, number => number != 0);
    }

    private static readonly string[] Order =
    [
        "buffer/_frozen", "buffer/_mean", "buffer/_count", "buffer/_odd", "buffer/_norm.running_mean", "buffer/_norm.running_var",
        "buffer/_norm.num_batches_tracked",
    ];

    private static ModuleRig New() => new(new((i, o) => new Counting(i, o)));

    private static float[] Numbers(ModuleRig rig) => [.. rig.Machine.Buffers!.Copy().SelectMany(buffer => buffer.Numbers)];

    private static byte[] Bytes(ModuleRig rig, string name) => Array.ConvertAll(
        rig.Machine.Buffers!.Copy().Single(buffer => buffer.Name == name).Numbers, number => (byte)number);

    private sealed class Counting : SequenceModule
    {
        public const long First = (1L << 53) + 1;

        private static readonly Scalar One = 1L;

        private readonly Linear _linear;
        private readonly BatchNorm1d _norm;
        private readonly Parameter _frozen = torch.nn.Parameter(torch.ones(3), requires_grad: false);
        private readonly Tensor _mean = torch.zeros(2), _count = torch.tensor(First), _odd = torch.tensor([0.1]);

        public Counting(int inputWidth, int outputWidth)
            : base(nameof(Counting))
        {
            _linear = torch.nn.Linear(inputWidth, outputWidth);
            _norm = torch.nn.BatchNorm1d(outputWidth);
            RegisterComponents();
            register_buffer("table", torch.ones(4), persistent: false);
        }

        /// <summary>It counts evaluations too, as it should not.</summary>
        public override Tensor Run(Tensor inputs, Tensor lengths, ModuleTrace trace)
        {
            using (torch.no_grad())
            {
                _count.add_(One);
                _mean.copy_(inputs.mean([0L, 1L]));
            }

            Tensor x = _linear.forward(inputs);
            return _norm.forward(x.reshape(-1, x.shape[2])).view(x.shape);
        }
    }

    private sealed class Tied : SequenceModule
    {
        private readonly Linear _linear = torch.nn.Linear(2, 2);
        private readonly Parameter _again;

        public Tied()
            : base(nameof(Tied))
        {
            _again = _linear.weight!;
            RegisterComponents();
        }

        public override Tensor Run(Tensor inputs, Tensor lengths, ModuleTrace trace) =>
            torch.nn.functional.linear(_linear.forward(inputs), _again);
    }
}
