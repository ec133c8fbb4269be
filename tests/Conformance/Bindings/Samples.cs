using System.Reflection;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>Args objects of the bindings, filled with made-up values.</summary>
internal static class Samples
{
    // Below the args lie the objects in them, and the objects in those.
    private const int Depth = 3;

    private const BindingFlags Private = BindingFlags.Static | BindingFlags.NonPublic;

    /// <summary>Args with every property, or with the required ones only.</summary>
    public static object Args(Type type, bool isFull) => Object(type, isFull, Depth);

    private static object Object(Type type, bool isFull, int depth)
    {
        var sample = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.SetMethod is { IsPublic: true }))
        {
            if (isFull || IsRequired(property))
                property.SetValue(sample, Input(property.PropertyType, isFull && depth > 1, depth - 1));
        }

        return sample;
    }

    // A secret or a list has its attribute on the field behind it.
    private static bool IsRequired(PropertyInfo property)
    {
        var behind = property.DeclaringType!.GetField(
            $"_{property.Name}", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.IgnoreCase);
        var attributes = property.CustomAttributes.Concat(behind?.CustomAttributes ?? []);
        return (bool)attributes.Single(data => data.AttributeType == typeof(InputAttribute)).ConstructorArguments[1].Value!;
    }

    private static object Input(Type type, bool isFull, int depth)
    {
        if (type == typeof(InputJson))
            return (InputJson)"{}";
        if (!type.IsGenericType)
            return Value(type, isFull, depth);

        var arguments = type.GetGenericArguments();
        var values = arguments.Select(argument => Value(argument, isFull, depth)).ToArray();
        var make = typeof(Samples).GetMethod(type.Name switch
        {
            "Input`1" => nameof(Single),
            "InputList`1" => nameof(List),
            "InputMap`1" => nameof(Map),
            "InputUnion`2" => nameof(Either),
            _ => throw new ArgumentException($"{type} is no type of an input"),
        }, Private)!;
        return make.MakeGenericMethod(arguments).Invoke(null, values)!;
    }

    private static object Value(Type type, bool isFull, int depth)
    {
        if (type == typeof(string) || type == typeof(object))
            return "sample";
        if (type == typeof(bool))
            return true;
        if (type == typeof(int))
            return 7;
        if (type == typeof(double))
            return 7.0;
        if (type == typeof(AssetOrArchive) || type == typeof(Archive))
            return new FileArchive("./sample.zip");
        if (type == typeof(System.Text.Json.JsonElement))
            return System.Text.Json.JsonDocument.Parse("{}").RootElement;
        if (type.IsValueType && !type.IsGenericType)
            return type.GetProperties().First(property => property.PropertyType == type).GetValue(null)!;

        return Object(type, isFull, depth);
    }

    private static Input<T> Single<T>(T value) => value;

    private static InputList<T> List<T>(T value) => new() { value };

    private static InputMap<T> Map<T>(T value) => new() { ["key"] = value };

    // `string | Enum`: the enumeration's own.
    private static InputUnion<TFirst, TSecond> Either<TFirst, TSecond>(TFirst first, TSecond second)
        => typeof(TSecond).IsDefined(typeof(EnumTypeAttribute)) ? second : first;
}
