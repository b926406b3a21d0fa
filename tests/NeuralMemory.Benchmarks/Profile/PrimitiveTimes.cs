using NeuralMemory.Autodiff;
using NeuralMemory.Numerics;

namespace NeuralMemory.Benchmarks;

/// <summary>What one step's primitives took, summed by name: forward, backward, and the gradients that were finished at the end.</summary>
internal sealed class PrimitiveTimes
{
    private readonly Dictionary<string, Entry> _entries = [];

    /// <summary>What was summed, by name.</summary>
    public IReadOnlyDictionary<string, Entry> Entries => _entries;

    /// <summary>Adds the last pass of a tape.</summary>
    /// <param name="profile">Of the tape.</param>
    /// <param name="stamp">The ticks that a timestamp takes, which are taken off again.</param>
    /// <param name="work">What primitives have to do.</param>
    /// <param name="rows">The rows of all steps of the pass.</param>
    public void Add(TapeProfile profile, double stamp, PrimitiveWork work, int rows)
    {
        for (int i = 0; i < profile.Nodes.Count; i++)
        {
            Node node = profile.Nodes[i];
            NodeOutput output = node.Outputs.First();
            (string name, Shape shape) = (node.Name, output.Value.Shape);
            Add($"{name} forward", profile.ForwardOf(i) - stamp * profile.StampsOf(i), work.Forward(name, shape, output.Rows));
            if (profile.BackwardOf(i) != 0)
                Add($"{name} backward", profile.BackwardOf(i) - stamp, work.Backward(name, shape, output.Rows));
        }

        foreach (Parameter parameter in profile.Parameters!.Items)
        {
            string name = parameter.Layout is null ? "other gradients" : $"Linear '{parameter.Name}' weights' gradient";
            Add(name, profile.FinishOf(parameter.Index) - stamp, PrimitiveWork.Gradient(parameter, rows));
        }
    }

    private void Add(string name, double ticks, in Work work)
    {
        if (!_entries.TryGetValue(name, out Entry? entry))
            _entries.Add(name, entry = new());
        entry.Ticks += ticks;
        entry.Uses++;
        entry.Work += work;
    }

    /// <summary>What all uses of a primitive took together.</summary>
    internal sealed class Entry
    {
        /// <summary>Ticks of a watch.</summary>
        public double Ticks { get; set; }

        /// <summary>How many there were.</summary>
        public int Uses { get; set; }

        /// <summary>What they had to do.</summary>
        public Work Work { get; set; }
    }
}
