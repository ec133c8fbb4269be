using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>A type of the program's own that inputs may have: an enumeration struct or an output class.</summary>
internal sealed class SerializableType
{
    private static readonly ConcurrentDictionary<Type, SerializableType?> ByType = new();
    private static readonly ConcurrentDictionary<Type, Func<IList, bool>> DefaultArrays = new();

    private SerializableType(Func<object, object?> open)
    {
        Open = open;
    }

    /// <summary>Gives the constant of an enumeration, or the named values of an object.</summary>
    public Func<object, object?> Open { get; }

    /// <summary>Describes the serialization of a type.</summary>
    /// <exception cref="UnserializableException">Inputs may not have this type.</exception>
    public static SerializableType Of(Type type, PropertyPath path) =>
        ByType.GetOrAdd(type, Examine) ?? throw new UnserializableException(type.IsDefined(typeof(EnumTypeAttribute))
            ? $"Expected {type.FullName} to have an explicit conversion operator to String or Double.\n\t{path}"
            : $"{type.FullName} is not a supported argument type.\n\t{path}");

    /// <summary>Returns true for an immutable array without an underlying array, which can't even be counted.</summary>
    public static bool IsDefaultArray(IList list)
    {
        var type = list.GetType();
        return type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            && DefaultArrays.GetOrAdd(type, DefaultCheck)(list);
    }

    private static SerializableType? Examine(Type type)
    {
        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute)))
        {
            var conversion = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]);
            return conversion?.ReturnType == typeof(string) || conversion?.ReturnType == typeof(double)
                ? new(value => conversion.Invoke(null, [value]))
                : null;
        }

        if (!type.IsDefined(typeof(OutputTypeAttribute)))
            return null;
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(field => field.IsInitOnly)
            .Select(field => (Name: char.ToLowerInvariant(field.Name[0]) + field.Name[1..], Field: field))
            .ToArray();
        return new(value => Array.ConvertAll(fields, field => KeyValuePair.Create(field.Name, field.Field.GetValue(value))));
    }

    private static Func<IList, bool> DefaultCheck(Type type)
    {
        var property = type.GetProperty(nameof(ImmutableArray<>.IsDefault))!;
        return list => (bool)property.GetValue(list)!;
    }
}
