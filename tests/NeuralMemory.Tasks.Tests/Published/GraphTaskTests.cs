using static NeuralMemory.Tasks.Tests.Published;

namespace NeuralMemory.Tasks.Tests;

/// <summary>The graph tasks of the DNC paper (Graves et al. 2016) as it defines them, stated here in code of its own.</summary>
public sealed class GraphTaskTests
{
    private const string Inputs = "source 30, edge 30, destination 30, phase 1, answer 1";
    private const string Targets = "source 30, edge 30, destination 30";

    // No label: no digit of the three is there.
    private const int Blank = -1;

    [Fact]
    public void Traversal_asks_for_the_edges_of_a_walk()
    {
        var (nodes, lengths) = (new SortedSet<int>(), new SortedSet<int>());
        ForEach(Task("graph-traversal", Inputs, Targets), episode =>
        {
            int length = (int)episode.Parameter("path");
            int edges = episode.Length - 2 * length - 1;
            Triple[] graph = Graph(episode, edges, 1000);
            nodes.Add(graph.Select(edge => edge.Source).Distinct().Count());
            lengths.Add(length);
            CheckDegrees(graph, 2, 6);
            Triple[] walk = [.. Enumerable.Range(edges + length, length).Select(t => Read(episode.TargetRow(t)))];
            for (int i = 0; i < length; i++)
            {
                Assert.Contains(walk[i], graph);
                Assert.True(i == 0 || walk[i].Source == walk[i - 1].Destination, "a walk goes on where it is");
                // The first question names the node it starts from and the edge, the others the edge alone.
                Assert.Equal(new(i == 0 ? walk[0].Source : Blank, walk[i].Edge, Blank), Read(episode.InputRow(edges + i)));
            }

            CheckFlags(episode, [edges, edges + length], edges + length);
            CheckAnswer(episode, walk, ends: true);
            for (int t = edges + length; t < episode.Length; t++)
                Assert.Equal(new(Blank, Blank, Blank), Read(episode.InputRow(t)));
        });
        Assert.Equal((10, 40), (nodes.Min, nodes.Max));
        Assert.Equal(Enumerable.Range(1, 20), lengths);
    }

    [Fact]
    public void Shortest_path_asks_for_the_way_between_two_nodes_and_shows_the_steps_taken()
    {
        var lengths = new SortedSet<int>();
        ForEach(Task("shortest-path", Inputs, Targets), episode =>
        {
            int answer = Enumerable.Range(0, episode.Length).First(t => episode.IsRecalled(t)), edges = answer - 11;
            Triple[] graph = Graph(episode, edges, 1000);
            CheckDegrees(graph, 2, 4);
            Triple query = Read(episode.InputRow(edges));
            Assert.Equal(Blank, query.Edge);
            Triple[] path = [.. Enumerable.Range(answer, episode.Length - answer - 1).Select(t => Read(episode.TargetRow(t)))];
            Dictionary<int, int> distances = Distances(graph, query.Destination);
            // As far apart as drawn, or as any are.
            Assert.Equal(distances[query.Source], path.Length);
            int farthest = graph.SelectMany(edge => Distances(graph, edge.Destination).Values).Max();
            Assert.Equal(Math.Min((int)episode.Parameter("path"), farthest), path.Length);
            lengths.Add(path.Length);
            int node = query.Source;
            for (int i = 0; i < path.Length; i++)
            {
                // Of the edges that lead nearer, the one described first.
                Assert.Equal(path[i], graph.First(edge =>
                    edge.Source == node && distances.GetValueOrDefault(edge.Destination, -1) == path.Length - 1 - i));
                node = path[i].Destination;
            }

            Assert.Equal(query.Destination, node);
            CheckFlags(episode, [edges, edges + 1, answer], answer);
            CheckAnswer(episode, path, ends: true);
            for (int t = edges + 1; t < episode.Length; t++)
                Assert.Equal(t <= answer ? new(Blank, Blank, Blank) : path[t - answer - 1], Read(episode.InputRow(t)));
        });
        Assert.Subset(lengths, new SortedSet<int> { 2, 3, 4 });
    }

    [Fact]
    public void Inference_asks_for_the_node_that_the_edges_of_a_relation_lead_to()
    {
        TaskDefinition task = Task("family-inference", Inputs, Targets);
        // What the episodes say about each relation: its edges, found by following all sequences of the right length.
        var meanings = new Dictionary<int, HashSet<string>>();
        ForEach(task, episode =>
        {
            int edges = episode.Length - 12;
            Triple[] graph = Graph(episode, edges, 10);
            CheckDegrees(graph, 2, 4);
            Triple query = Read(episode.InputRow(edges)), answer = Read(episode.TargetRow(episode.Length - 1));
            Assert.Equal(query with { Destination = answer.Destination }, answer);
            Assert.Equal(Blank, query.Destination);
            // 100 relations of each length, from 10 on.
            Assert.InRange(query.Edge, 10, 409);
            int length = 2 + (query.Edge - 10) / 100;
            Assert.InRange(length, 2, (int)episode.Parameter("relation"));
            HashSet<string> ways =
                [.. Ways(graph, query.Source, length).Where(way => way.Node == answer.Destination).Select(way => way.Edges)];
            Assert.NotEmpty(ways);
            if (!meanings.TryAdd(query.Edge, ways))
                meanings[query.Edge].IntersectWith(ways);
            CheckFlags(episode, [edges, edges + 1, edges + 11], edges + 11);
            CheckAnswer(episode, [answer], ends: false);
            for (int t = edges + 1; t < episode.Length; t++)
                Assert.Equal(new(Blank, Blank, Blank), Read(episode.InputRow(t)));
        }, 1500);
        // One sequence of edges explains all that was seen of a relation, a different one for each.
        Assert.InRange(meanings.Count, 375, 400);
        Assert.All(meanings.Values, Assert.NotEmpty);
        string[] known = [.. meanings.Values.Where(ways => ways.Count == 1).Select(ways => ways.Single())];
        Assert.InRange(known.Length, 150, 400);
        Assert.Equal(known.Length, known.Distinct().Count());
    }

    [Fact]
    public void The_edges_of_a_graph_are_described_in_random_order()
    {
        int sorted = 0;
        ForEach(Repository.Task("graph-traversal"), episode =>
        {
            int edges = episode.Length - 2 * (int)episode.Parameter("path") - 1;
            int[] sources = [.. Graph(episode, edges, 1000).Select(edge => edge.Source)];
            int changes = sources.Skip(1).Where((source, i) => source != sources[i]).Count();
            sorted += changes < sources.Distinct().Count() ? 1 : 0;
        });
        Assert.Equal(0, sorted);
    }

    private static Triple[] Graph(Episode episode, int edges, int edgeLabels)
    {
        Triple[] graph = [.. Enumerable.Range(0, edges).Select(t => Read(episode.InputRow(t)))];
        Assert.All(graph, edge => Assert.True(
            edge.Source is >= 0 and < 1000 && edge.Destination is >= 0 and < 1000 && edge.Source != edge.Destination
            && edge.Edge >= 0 && edge.Edge < edgeLabels));
        // Labels of edges tell those of one node apart.
        Assert.Equal(edges, graph.Select(edge => (edge.Source, edge.Edge)).Distinct().Count());
        Assert.Equal(edges, graph.Select(edge => (edge.Source, edge.Destination)).Distinct().Count());
        return graph;
    }

    private static void CheckDegrees(Triple[] graph, int low, int high)
    {
        int nodes = graph.Select(edge => edge.Source).Distinct().Count();
        Assert.Equal(nodes, graph.SelectMany(edge => new[] { edge.Source, edge.Destination }).Distinct().Count());
        Assert.All(graph.CountBy(edge => edge.Source), degree =>
            Assert.InRange(degree.Value, Math.Min(low, nodes - 1), Math.Min(high, nodes - 1)));
    }

    private static void CheckFlags(Episode episode, int[] phases, int answer)
    {
        for (int t = 0; t < episode.Length; t++)
        {
            Assert.Equal(phases.Contains(t) ? 1 : 0, episode.InputRow(t)[90]);
            Assert.Equal(t >= answer ? 1 : 0, episode.InputRow(t)[91]);
        }
    }

    /// <summary>
    /// The answer stands at the end, is all that is scored, and ends with the digits 000 000 000 where its length is open.
    /// </summary>
    private static void CheckAnswer(Episode episode, Triple[] answer, bool ends)
    {
        Triple[] wanted = ends ? [.. answer, new(0, 0, 0)] : answer;
        for (int t = 0; t < episode.Length; t++)
        {
            int i = t - (episode.Length - wanted.Length);
            Assert.Equal(Enumerable.Repeat<Real>(i >= 0 ? 1 : 0, 90), episode.MaskRow(t).ToArray());
            Assert.Equal(i >= 0 ? wanted[i] : new(Blank, Blank, Blank), Read(episode.TargetRow(t)));
        }
    }

    private static Dictionary<int, int> Distances(Triple[] graph, int destination)
    {
        var distances = new Dictionary<int, int> { [destination] = 0 };
        for (int distance = 1; ; distance++)
        {
            int[] next = [.. graph
                .Where(edge => distances.GetValueOrDefault(edge.Destination, -1) == distance - 1 && !distances.ContainsKey(edge.Source))
                .Select(edge => edge.Source).Distinct()];
            if (next.Length == 0)
                return distances;
            foreach (int node in next)
                distances[node] = distance;
        }
    }

    private static IEnumerable<(string Edges, int Node)> Ways(Triple[] graph, int node, int length) => length == 0
        ? [("", node)]
        : graph.Where(edge => edge.Source == node)
            .SelectMany(edge => Ways(graph, edge.Destination, length - 1).Select(way => ($"{edge.Edge}{way.Edges}", way.Node)));

    private static Triple Read(ReadOnlySpan<Real> row) => new(Label(row[..30]), Label(row[30..60]), Label(row[60..90]));

    /// <summary>Three digits of ten columns each, the highest first.</summary>
    private static int Label(ReadOnlySpan<Real> columns) => columns.IndexOfAnyExcept((Real)0) < 0
        ? Blank
        : 100 * Symbol(columns[..10]) + 10 * Symbol(columns[10..20]) + Symbol(columns[20..]);

    private readonly record struct Triple(int Source, int Edge, int Destination);
}
