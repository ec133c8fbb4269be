"use strict";
const { Vpc } = require("@pulumi/aws/ec2/vpc");

new Vpc("net", { cidrBlock: "10.0.0.0/16" });
throw new Error("the address range is used up");
