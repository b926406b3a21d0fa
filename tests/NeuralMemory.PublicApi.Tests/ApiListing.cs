using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NeuralMemory.PublicApi.Tests;

/// <summary>What an assembly offers to programs: a line for each type and each member that is public or protected, sorted.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The lines, types in the order of their names, each followed by its members.</summary>
    public static IReadOnlyList<string> Of(Assembly assembly) => Of(assembly.GetTypes());

    /// <summary>The same of some types.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<Type> types) =>
    [
        .. types.Where(IsOffered).OrderBy(TypeText.Full, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Select(line => $"    {line}").Prepend(Declaration(type))),
    ];

    private static bool IsOffered(Type type) => type.DeclaringType is { } outer
        ? IsOffered(outer) && (type.IsNestedPublic || ((type.IsNestedFamily || type.IsNestedFamORAssem) && !outer.IsSealed))
        : type.IsPublic;

    private static string Declaration(Type type)
    {
        string name = TypeText.Full(type);
        if (type.IsEnum)
            return $"enum {name} : {TypeText.Of(Enum.GetUnderlyingType(type))}";
        if (typeof(Delegate).IsAssignableFrom(type))
            return $"delegate {MethodText.Of(type.GetMethod("Invoke")!, name)}";
        string[] bases = [.. Bases(type)];
        string kind = type.IsInterface ? "interface"
            : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}"
                + (IsRecord(type) ? "record struct" : "struct")
            : $"{(type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}"
                + (IsRecord(type) ? "record" : "class");
        string below = bases.Length > 0 ? $" : {string.Join(", ", bases)}" : "";
        return $"{kind} {name}{below}{TypeText.Constraints(type.GetGenericArguments())}";
    }

    /// <summary>
    /// The base class, and then the interfaces that neither it nor another of them brings along. That a record is <c>IEquatable</c> goes
    /// without saying.
    /// </summary>
    private static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return TypeText.Of(parent);
        Type[] all = type.GetInterfaces();
        IEnumerable<Type> own = all.Except(type.BaseType?.GetInterfaces() ?? []).Except(all.SelectMany(other => other.GetInterfaces()))
            .Where(each => each.IsVisible && !(IsRecord(type) && each.Name == "IEquatable`1"));
        foreach (string each in own.Select(TypeText.Of).Order(StringComparer.Ordinal))
            yield return each;
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", Declared) is not null;

    private static IEnumerable<string> Members(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
            yield break;
        foreach (FieldInfo field in type.GetFields(Declared))
            if ((field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName)
                yield return Field(field);
        if (type.IsEnum)
            yield break;
        foreach (ConstructorInfo constructor in type.GetConstructors(Declared))
            if (IsOffered(constructor) && !IsMadeByCompiler(constructor))
                yield return MethodText.Of(constructor);
        foreach (PropertyInfo property in type.GetProperties(Declared))
            if (property.GetAccessors(nonPublic: true).Any(IsOffered) && property.Name != "EqualityContract")
                yield return PropertyText.Of(property, IsOffered);
        foreach (EventInfo offered in type.GetEvents(Declared))
            if (IsOffered(offered.AddMethod!))
                yield return $"event {TypeText.Of(offered.EventHandlerType!)} {offered.Name}";
        HashSet<MethodInfo> accessors =
        [
            .. type.GetProperties(Declared).SelectMany(property => property.GetAccessors(nonPublic: true)),
            .. type.GetEvents(Declared).SelectMany(offered => (MethodInfo[])[offered.AddMethod!, offered.RemoveMethod!]),
        ];
        foreach (MethodInfo method in type.GetMethods(Declared))
            if (IsOffered(method) && !IsMadeByCompiler(method) && !accessors.Contains(method))
                yield return MethodText.Of(method, method.Name);
    }

    private static string Field(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum)
            return string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {field.GetRawConstantValue()}");
        string kind = field.IsLiteral ? "const " : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}";
        string value = field.IsLiteral ? $" = {MethodText.Literal(field.GetRawConstantValue())}" : "";
        return $"{(field.IsPublic ? "" : "protected ")}{kind}{TypeText.Of(field)} {field.Name}{value}";
    }

    private static bool IsOffered(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    /// <summary>What every record has is said by its kind.</summary>
    private static bool IsMadeByCompiler(MethodBase method) => method.IsDefined(typeof(CompilerGeneratedAttribute));
}
