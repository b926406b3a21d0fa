using System.Runtime.InteropServices;

namespace NeuralMemory.Onnx;

/// <summary>Looks at the nodes of steps: where what they take comes from.</summary>
/// <param name="graph">The graph.</param>
/// <param name="run">The steps.</param>
internal sealed class StepReader(GraphBuilder graph, StepRun run)
{
    private readonly Dictionary<string, (int Node, int Output)> _made = MadeIn(graph);

    /// <summary>A node of a step.</summary>
    public GraphNode Node(int step, int place) => graph.Nodes[run.Steps[step].Node + place];

    /// <summary>The step that makes a tensor, and how; null for one from outside.</summary>
    public (int Step, StepValue Value)? MakerOf(string tensor) =>
        _made.TryGetValue(tensor, out (int Node, int Output) made) && run.At(made.Node) is { } at
            ? (at.Step, new(at.Place, made.Output))
            : null;

    /// <summary>What a node takes the row of its own step of; null where it does not.</summary>
    public string? ScannedBy(int step, int place)
    {
        GraphNode node = Node(step, place);
        if (node.Operator != "Slice" || MakerOf(node.Inputs[0]) is not null)
            return null;
        long row = run.Steps[step].Step;
        return IsWhole(node.Inputs[1], row) && IsWhole(node.Inputs[2], row + 1) && IsWhole(node.Inputs[3], 0) ? node.Inputs[0] : null;
    }

    /// <summary>Whether two tensors from outside are the same, or hold the same.</summary>
    public bool IsSame(string one, string other) => one == other
        || (graph.Tensors.TryGetValue(one, out GraphTensor? held) && graph.Tensors.TryGetValue(other, out GraphTensor? too)
            && held.IsLike(too));

    /// <summary>The tensors that have the rows of all steps in the order of time.</summary>
    public IEnumerable<LoopOutput> Joined()
    {
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            GraphNode node = graph.Nodes[i];
            if (node.Operator == "Concat" && node.Inputs.Length == run.Count && run.At(i) is null && ValueOfAll(node) is { } value)
                yield return new(node.Outputs[0], value);
        }
    }

    /// <summary>What each step gives to a node that joins them; null where it is not the same of each.</summary>
    private StepValue? ValueOfAll(GraphNode node)
    {
        StepValue? value = null;
        for (int row = 0; row < node.Inputs.Length; row++)
        {
            if (MakerOf(node.Inputs[row]) is not { } maker || run.Steps[maker.Step].Step != row || (value ?? maker.Value) != maker.Value)
                return null;
            value = maker.Value;
        }

        return value;
    }

    private bool IsWhole(string tensor, long number) => graph.Tensors.TryGetValue(tensor, out GraphTensor? held)
        && held.Type == ElementType.Whole && held.Dimensions is [1] && MemoryMarshal.Read<long>(held.Data.Span) == number;

    private static Dictionary<string, (int Node, int Output)> MadeIn(GraphBuilder graph)
    {
        Dictionary<string, (int, int)> made = [];
        for (int node = 0; node < graph.Nodes.Count; node++)
            for (int output = 0; output < graph.Nodes[node].Outputs.Length; output++)
                made.Add(graph.Nodes[node].Outputs[output], (node, output));
        return made;
    }
}
