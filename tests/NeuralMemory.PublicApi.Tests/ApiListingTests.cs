namespace NeuralMemory.PublicApi.Tests;

/// <summary>How a listing writes what C# has, and what it leaves out.</summary>
public sealed class ApiListingTests
{
    public interface IShape<T>
        where T : struct
    {
        int this[T key] { get; }

        static abstract T Make(ref T source, out string? text, params T[] more);
    }

    public enum Letters : byte
    {
        B = 2,
        A = 1,
    }

    public delegate void Told(string? what, in int count);

    [Fact]
    public void Types_and_members_are_written_as_in_CSharp_and_sorted() => Assert.Equal(
        [
            "interface ApiListingTests.IShape<T> where T : struct",
            "    int this[T key] { get; }",
            "    static abstract T Make(ref T source, out string? text, params T[] more)",
            "enum ApiListingTests.Letters : byte",
            "    A = 1",
            "    B = 2",
            "sealed record ApiListingTests.Point : ApiListingTests.Thing, IDisposable",
            "    const string Name = \"p\"",
            "    event ApiListingTests.Told Told",
            "    int X { get; init; }",
            "    int? Y { get; init; }",
            "    new(int X, int? Y = null)",
            "    override (int, string?) Size { get; }",
            "    override void Change(Dictionary<string, string?[]> map)",
            "    required List<int?> Items { get; init; }",
            "    void Dispose()",
            "abstract record ApiListingTests.Thing",
            "    abstract (int, string?) Size { get; }",
            "    protected T Pick<T>(T first, bool last = false) where T : class, new()",
            "    protected int Count { get; }",
            "    protected new()",
            "    virtual void Change(Dictionary<string, string?[]> map)",
            "delegate void ApiListingTests.Told(string? what, in int count)",
        ],
        ApiListing.Of([typeof(IShape<>), typeof(Letters), typeof(Told), typeof(Point), typeof(Thing), typeof(Hidden)]));

    [Fact]
    public void A_change_says_what_came_and_what_went_with_its_type() => Assert.Equal(
        "  class B\n+     int Come()\n-     int Gone()\n+ class C\n+     int Z()\n",
        ApiChange.Between(["class A", "    int X()", "class B", "    int Gone()"],
            ["class A", "    int X()", "class B", "    int Come()", "class C", "    int Z()"]));

    public abstract record Thing
    {
        public abstract (int Width, string? Unit) Size { get; }

        protected int Count { get; private set; }

        public virtual void Change(Dictionary<string, string?[]> map) => Count++;

        protected T Pick<T>(T first, bool last = false) where T : class, new() => last ? new() : first;

        private protected void Inside() => Count--;
    }

    public sealed record Point(int X, int? Y = null) : Thing, IDisposable
    {
        public const string Name = "p";

        public event Told? Told;

        public required List<int?> Items { get; init; }

        public override (int Width, string? Unit) Size => (X, Name);

        internal int Own { get; set; }

        public override void Change(Dictionary<string, string?[]> map) => Told?.Invoke(null, X);

        public void Dispose() => Inside();
    }

    private sealed class Hidden;
}
