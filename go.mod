module github.com/Huzefaaa2/subsim

go 1.25.0

require github.com/looplab/fsm v1.0.3

require github.com/qmuntal/stateless v1.7.2 // indirect
