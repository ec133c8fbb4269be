using System.Globalization;
using System.Text.RegularExpressions;

namespace K8tre.Automation.Needs;

/// <summary>Size of a machine of a cloud, from the name of its type. The size of a special type is not known.</summary>
/// <param name="Cpus">Number of virtual CPUs.</param>
/// <param name="MemoryGiB">Memory, GiB.</param>
internal sealed partial record NodeSize(int Cpus, int MemoryGiB)
{
    /// <summary>Returns the size of an Azure VM of the families D and E since version 3. Null: not known.</summary>
    /// <remarks>https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions</remarks>
    public static NodeSize? OnAzure(string type)
    {
        var name = AzureName().Match(type);
        if (!name.Success)
            return null;
        var cpus = Number(name.Groups["cpus"].Value);
        // `l` is for little memory.
        var memory = name.Groups["features"].Value.Contains('l', StringComparison.Ordinal) ? 2 : name.Groups["family"].Value == "E" ? 8 : 4;
        return new(cpus, cpus * memory);
    }

    /// <summary>Returns the size of an EC2 instance of the families C, M and R. Null: not known.</summary>
    /// <remarks>https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html</remarks>
    public static NodeSize? OnAws(string type)
    {
        var name = AwsName().Match(type);
        if (!name.Success)
            return null;
        var cpus = name.Groups["size"].Value switch
        {
            "large" => 2,
            "xlarge" => 4,
            var times => 4 * Number(times[..^"xlarge".Length]),
        };
        var memory = name.Groups["family"].Value switch
        {
            "c" => 2,
            "m" => 4,
            _ => 8,
        };
        return new(cpus, cpus * memory);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\AStandard_(?<family>[DE])(?<cpus>\d{1,2})(?<features>[a-z]*)_v[3-9]\z")]
    private static partial Regex AzureName();

    [GeneratedRegex(@"\A(?<family>[cmr])\d[a-z-]*\.(?<size>\d{0,2}x?large)\z")]
    private static partial Regex AwsName();
}
