namespace NeuralMemory.Onnx;

/// <summary>Steps as one node that repeats them.</summary>
/// <param name="Node">The node.</param>
/// <param name="Outputs">What it gives in place of what joined the steps' rows.</param>
internal sealed record Loop(GraphNode Node, IReadOnlyList<LoopOutput> Outputs);

/// <summary>Makes the node of a loop.</summary>
internal sealed class LoopBody
{
    private readonly GraphBuilder _graph;
    private readonly StepRun _run;
    private readonly StepReader _steps;
    private readonly SortedSet<int> _places = [];
    private readonly Dictionary<StepValue, string> _carried = [];
    private readonly Dictionary<int, string> _scanned = [];

    private LoopBody(GraphBuilder graph, StepRun run) => (_graph, _run, _steps) = (graph, run, new(graph, run));

    /// <summary>The loop; null where the steps are not alike, or something else than all their rows is taken from them.</summary>
    public static Loop? Of(GraphBuilder graph, StepRun run) => new LoopBody(graph, run).Make();

    private Loop? Make()
    {
        LoopOutput[] outputs = [.. _steps.Joined()];
        if (outputs.Length == 0 || IsTakenApart(outputs))
            return null;
        Queue<int> left = new(outputs.Select(output => output.Value.Place));
        while (left.TryDequeue(out int place))
            if (_places.Add(place) && !Take(place, left))
                return null;
        return _scanned.Count > 0 ? new(NodeOf(outputs), outputs) : null;
    }

    /// <summary>Whether something outside takes a single step's numbers.</summary>
    private bool IsTakenApart(LoopOutput[] outputs)
    {
        HashSet<string> joined = [.. outputs.Select(output => output.Joined)];
        for (int i = _run.End; i < _graph.Nodes.Count; i++)
            if (!joined.Contains(_graph.Nodes[i].Outputs[0]) && _graph.Nodes[i].Inputs.Any(input => _steps.MakerOf(input) is not null))
                return true;
        return false;
    }

    /// <summary>Compares a node in all steps, and asks for those that it needs.</summary>
    private bool Take(int place, Queue<int> left)
    {
        GraphNode model = _steps.Node(1, place);
        if (_steps.ScannedBy(1, place) is { } whole)
        {
            _scanned.Add(place, whole);
            return Enumerable.Range(0, _run.Count).All(step => _steps.ScannedBy(step, place) == whole);
        }

        for (int step = 0; step < _run.Count; step++)
            if (!IsLike(_steps.Node(step, place), model))
                return false;
        for (int input = 0; input < model.Inputs.Length; input++)
        {
            if (_steps.MakerOf(model.Inputs[input]) is not { } maker)
            {
                if (!IsOuter(place, input))
                    return false;
                continue;
            }

            if (!(maker.Step == 1 ? IsLocal(place, input, maker.Value) : maker.Step == 0 && IsCarried(place, input, maker.Value)))
                return false;
            left.Enqueue(maker.Value.Place);
        }

        return true;
    }

    private bool IsOuter(int place, int input) => Enumerable.Range(0, _run.Count).All(step =>
        _steps.MakerOf(_steps.Node(step, place).Inputs[input]) is null
        && _steps.IsSame(_steps.Node(step, place).Inputs[input], _steps.Node(1, place).Inputs[input]));

    private bool IsLocal(int place, int input, StepValue value) => Enumerable.Range(0, _run.Count)
        .All(step => _steps.MakerOf(_steps.Node(step, place).Inputs[input]) == (step, value));

    /// <summary>Whether it comes from the step before, and in the first step always from the same place outside.</summary>
    private bool IsCarried(int place, int input, StepValue value)
    {
        string start = _steps.Node(0, place).Inputs[input];
        if (_steps.MakerOf(start) is not null || (_carried.TryGetValue(value, out string? known) && known != start))
            return false;
        _carried[value] = start;
        return Enumerable.Range(1, _run.Count - 1)
            .All(step => _steps.MakerOf(_steps.Node(step, place).Inputs[input]) == (step - 1, value));
    }

    private static bool IsLike(GraphNode one, GraphNode other) =>
        one.Operator == other.Operator && one.Inputs.Length == other.Inputs.Length && one.Outputs.Length == other.Outputs.Length
        && one.Attributes.Count == other.Attributes.Count && one.Attributes.Zip(other.Attributes, (a, b) =>
            (a.Name, a.Whole, a.Number, a.Text) == (b.Name, b.Whole, b.Number, b.Text)
            && a.Body == b.Body && (a.Wholes ?? []).SequenceEqual(b.Wholes ?? [])).All(alike => alike);

    private GraphNode NodeOf(LoopOutput[] outputs)
    {
        string rows = _graph.Wholes(0).Name;
        StepValue[] carried = [.. _carried.Keys.OrderBy(value => (value.Place, value.Output))];
        int[] scanned = [.. _scanned.Keys.Order()];
        Dictionary<StepValue, string> before = carried.ToDictionary(value => value, _ => _graph.NewName());
        Dictionary<int, string> row = scanned.ToDictionary(place => place, _ => _graph.NewName());
        List<GraphNode> nodes = [];
        foreach (int place in _places)
        {
            GraphNode node = _steps.Node(1, place);
            nodes.Add(_scanned.ContainsKey(place)
                ? new("Unsqueeze", node.Scope, [row[place], rows], node.Outputs, [])
                : node with { Inputs = Array.ConvertAll(node.Inputs, input => Within(input, before)) });
        }

        GraphScope scope = new(_run.IsBackward ? "Backward" : "Forward");
        string[] left = new string[outputs.Length];
        for (int i = 0; i < left.Length; i++)
            nodes.Add(new("Squeeze", scope, [NameOf(outputs[i].Value), rows], [left[i] = _graph.NewName()], []));
        GraphBody body = new(
            [.. carried.Select(value => before[value]), .. scanned.Select(place => row[place])],
            [.. carried.Select(NameOf), .. left], nodes);
        return new(
            "Scan", scope, [.. carried.Select(value => _carried[value]), .. scanned.Select(place => _scanned[place])],
            [.. carried.Select(_ => _graph.NewName()), .. outputs.Select(output => output.Joined)],
            [
                new GraphAttribute("body") { Body = body }, GraphAttribute.Of("num_scan_inputs", scanned.Length),
                Directions("scan_input_directions", scanned.Length), Directions("scan_output_directions", outputs.Length),
            ]);
    }

    private GraphAttribute Directions(string name, int count) =>
        GraphAttribute.OfWholes(name, [.. Enumerable.Repeat(_run.IsBackward ? 1L : 0L, count)]);

    private string NameOf(StepValue value) => _steps.Node(1, value.Place).Outputs[value.Output];

    private string Within(string input, Dictionary<StepValue, string> before) =>
        _steps.MakerOf(input) is { Step: 0 } maker ? before[maker.Value] : input;
}
