namespace NeuralMemory.Onnx;

/// <summary>
/// Makes one loop (ONNX's <c>Scan</c>) of steps that were written one after another, where each is the same operations: so a model takes
/// sequences of any length. Nothing is known of machines: steps are compared as they stand in the graph.
/// </summary>
internal static class LoopRoller
{
    /// <summary>The fewest steps that are compared: the first begins from elsewhere, and two others must be alike.</summary>
    private const int Fewest = 3;

    /// <summary>The nodes with a loop in place of each run of steps that can be one.</summary>
    public static IReadOnlyList<GraphNode> Roll(GraphTape tape)
    {
        GraphBuilder graph = tape.Graph;
        IReadOnlyList<GraphNode> nodes = graph.Nodes;
        List<GraphNode> rolled = [];
        Dictionary<string, LoopOutput> joined = [];
        int next = 0;
        foreach (StepRun run in RunsOf(graph))
        {
            if (run.Count < Fewest || tape.Open.All(open => !open.IsPlace || open.Rows != run.Count) || !run.HasOneLength)
                continue;
            if (LoopBody.Of(graph, run) is not { } loop)
                continue;
            Append(next, run.First);
            rolled.Add(loop.Node);
            foreach (LoopOutput output in loop.Outputs)
                joined.Add(output.Joined, output);
            next = run.End;
        }

        Append(next, nodes.Count);
        return rolled;

        void Append(int from, int to)
        {
            for (int i = from; i < to; i++)
                if (!nodes[i].Outputs.Any(joined.ContainsKey))
                    rolled.Add(nodes[i]);
        }
    }

    /// <summary>Steps that follow one another in time, forward or backward.</summary>
    private static IEnumerable<StepRun> RunsOf(GraphBuilder graph)
    {
        IReadOnlyList<(int Node, int Step)> steps = graph.Steps;
        for (int from = 0, to; from < steps.Count; from = to)
        {
            to = from + 1;
            int direction = to < steps.Count ? steps[to].Step - steps[from].Step : 1;
            while (to < steps.Count && direction is 1 or -1 && steps[to].Step == steps[to - 1].Step + direction)
                to++;
            yield return new([.. steps.Skip(from).Take(to - from)], direction == -1);
        }
    }
}
